"""Laws of the lenient reader: it answers on any input, and agrees with the strict reader if that accepts the input."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gonogo.core.nodes import PlainTree, Unreadable
from gonogo.source.yaml.strict_reader import parse_document
from support.decoding import PATH
from support.plain import parse_plain, plain, real_files
from support.texts import SIGNS

REAL = real_files()
PIECES = st.sampled_from((*SIGNS, "\n", "\n  ", "\n    ", "\r\n", "\r", "\t", "a: ", "- ", "\ufeff", "\0", "\u2028"))


def agrees(data: bytes) -> bool:
    """Whether there is an answer, and the strict reader has no different answer."""
    tree = parse_plain(data)
    document, _ = parse_document(data, PATH)
    if document is None:
        return isinstance(tree, dict | Unreadable)
    strict = plain(document.root)
    return tree == strict if isinstance(strict, dict) else isinstance(tree, Unreadable)


@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@example(data=b"")
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xff\xfe")
@example(data=b"--- ''")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """The lenient reader returns a tree or a reason for any bytes."""
    assert agrees(data)


@given(pieces=st.lists(PIECES, max_size=40))
def test_any_yaml_characters_are_read_or_refused(pieces: list[str]) -> None:
    """The lenient reader returns a tree or a reason for any sequence of YAML characters."""
    assert agrees("".join(pieces).encode())


@pytest.mark.parametrize("name", REAL)
@given(data=st.data())
def test_mutated_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """The lenient reader returns a tree or a reason for a valid file after random changes of bytes."""
    mutated = bytearray(REAL[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        length = data.draw(st.integers(0, 30))
        mutated[at : at + length] = data.draw(
            st.sampled_from((b"", bytes(mutated[at : at + length]) * 2))
            | st.binary(max_size=4)
            | PIECES.map(str.encode)
        )
    assert agrees(bytes(mutated))


@pytest.mark.parametrize("name", REAL)
def test_valid_file_is_the_same_for_both_readers(name: str) -> None:
    """Both readers return the same values for the files of this repository, with any line ends."""
    document, _ = parse_document(REAL[name], PATH)
    assert document is not None
    tree: PlainTree | Unreadable = parse_plain(REAL[name])
    assert tree == plain(document.root)
    assert parse_plain(REAL[name].replace(b"\n", b"\r\n")) == tree
