"""Law: what is written is what is read. No field, gap or text is lost between a record and its file."""

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
    """The file that says what the record says."""
    return write_yaml(FILES[kind].encode(record)).encode()


@pytest.mark.parametrize("kind", RECORDS)
@given(data=st.data())
def test_decode_inverts_encode(kind: str, data: st.DataObject) -> None:
    """Every record of the registry and of a system is read back from its file as it was."""
    record = data.draw(RECORDS[kind])
    assert decode(kind, written(kind, record)) == Decoded(record, ())


@given(release=releases())
def test_decode_inverts_encode_of_releases(release: Record) -> None:
    """Every release, with sections of every kind, is read back from its file as it was."""
    assert decode("release", written("release", release)) == Decoded(release, ())


@pytest.mark.parametrize("file", REAL, ids=lambda file: "-".join(file.parts[-3:]))
def test_decode_inverts_encode_of_real_files(file: Path) -> None:
    """A file that somebody wrote says the same when it is written anew, and that text stays as it is from then on."""
    kind = file.stem if file.stem in FILES else "release"
    record, found = decode(kind, file.read_bytes())
    assert record is not None
    assert found == ()
    anew = written(kind, record)
    assert decode(kind, anew) == Decoded(record, ())
    assert written(kind, record) == anew


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        pytest.param("roles", "roles:\n  a:\n    title: A\n    people:", id="holders"),
        pytest.param("policy", "format: 1\nproject: a\nmaintainers:", id="maintainers"),
    ],
)
def test_empty_list_is_an_empty_value(kind: str, empty: str) -> None:
    """`[]` says no more than nothing behind the colon: it is the same gap."""
    assert decode(kind, f"{empty} []\n".encode()) == decode(kind, f"{empty}\n".encode())
