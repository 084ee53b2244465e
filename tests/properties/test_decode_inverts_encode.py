"""Law: decoding a written file returns the record; no field, gap or text is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.format.json_schema import FILES
from gonogo.format.write import write_yaml
from gonogo.model.record import Record
from support.cases import BASE
from support.decoding import Decoded, decode
from support.records import FILES as RECORDS
from support.records import releases

CHECKLISTS = Path(__file__).parents[2] / "checklists"
REAL = sorted((*CHECKLISTS.rglob("*.yml"), *BASE.rglob("*.yml")))


def written(kind: str, record: Record) -> bytes:
    """The record as YAML."""
    return write_yaml(FILES[kind].encode(record)).encode()


@pytest.mark.parametrize("kind", RECORDS)
@given(data=st.data())
def test_decode_inverts_encode(kind: str, data: st.DataObject) -> None:
    """A record of the registry or of a system is the same after writing and reading it."""
    record = data.draw(RECORDS[kind])
    assert decode(kind, written(kind, record)) == Decoded(record, ())


@given(release=releases())
def test_decode_inverts_encode_of_releases(release: Record) -> None:
    """A release with sections of every kind is the same after writing and reading it."""
    assert decode("release", written("release", release)) == Decoded(release, ())


@pytest.mark.parametrize("file", REAL, ids=lambda file: "-".join(file.parts[-3:]))
def test_decode_inverts_encode_of_real_files(file: Path) -> None:
    """A real file has the same record after gonogo writes it again, and the written text stays the same."""
    kind = file.stem if file.stem in FILES else "release"
    record, found = decode(kind, file.read_bytes())
    assert record is not None
    assert found == ()
    rewritten = written(kind, record)
    assert decode(kind, rewritten) == Decoded(record, ())
    assert written(kind, record) == rewritten


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        pytest.param("roles", "roles:\n  a:\n    title: A\n    people:", id="holders"),
        pytest.param("policy", "format: 1\nproject: a\nmaintainers:", id="maintainers"),
    ],
)
def test_empty_list_is_an_empty_value(kind: str, empty: str) -> None:
    """A key with `[]` decodes like a key without a value: it is a gap."""
    assert decode(kind, f"{empty} []\n".encode()) == decode(kind, f"{empty}\n".encode())
