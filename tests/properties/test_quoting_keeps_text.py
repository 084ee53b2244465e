"""Law: a text that gonogo writes as YAML is read as the same text, even if it contains YAML characters."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gonogo.core.nodes import Plain
from gonogo.format.write import quote, write_yaml
from gonogo.source.yaml.strict_reader import parse_document
from support.decoding import PATH
from support.plain import plain
from support.texts import LINES, SIGNS, TEXTS

# Values that a list of ids, e-mails, links or paths can contain.
ELEMENTS = (
    "null", "yes", "12", "1e5", "-", "...", "--- a", "(a)", "a b", " a", "#a@b", "a,b@c", "a]@b", "[a@b", "{a}@b",
    "!a@b", "&a@b", "*a@b", "-a@b", "?@b", "'a'@b", '"@b', "\\@b", "https://a.example/?b=[c],d#e:",
)  # fmt: skip
# Parts that occur only in a written value: escapes, line ends, and the beginnings of blocks.
WRITTEN = ("\\n", "\\t", "\\x41", "\n  ", "|\n  ", ">-\n  ")
IDS = ("null", "yes", "12", "1e5", "a-")


def read(text: str) -> Plain:
    """The values of a file, or else the first reason."""
    document, found = parse_document(text.encode(), PATH)
    if document is None:
        return f"{found[0].message} in {text!r}"
    return plain(document.root) if not document.lost else f"a comment is lost in {text!r}"


def is_writable(value: Plain) -> bool:
    """Whether a value has the shape of a record: lists contain only texts of one line, none of them empty."""
    match value:
        case dict():
            return all(map(is_writable, value.values()))
        case list():
            return all(isinstance(word, str) and word and "\n" not in word for word in value)
        case _:
            return True


@given(line=LINES)
@example(line="- ")
@example(line="a:")
@example(line="'a' b")
def test_line_is_read_as_written(line: str) -> None:
    """A text of one line is read back as the value of a key, and the next key is too."""
    value: dict[str, Plain] = {"note": line, "title": "T"}
    assert read(write_yaml(value)) == value


@given(text=TEXTS)
@example(text="\n a")
@example(text="  a\nb")
@example(text="a\n\n\n   b   ")
@example(text="a\n   ")
@example(text="# a\n---\n...\nb: c")
def test_text_is_read_as_written(text: str) -> None:
    """A text of several lines is read back at any depth with its spaces and blank lines, and the next key is too."""
    value: dict[str, Plain] = {"note": text, "a": {"b": {"note": text, "title": "T"}}, "title": "T"}
    assert read(write_yaml(value)) == value


@given(line=LINES)
def test_quoted_line_stays_on_its_line(line: str) -> None:
    """A quoted text of one line has one line."""
    assert "\n" not in quote(line)


@pytest.mark.parametrize("element", ELEMENTS)
def test_element_is_read_as_written(element: str) -> None:
    """An element of a list is read back, alone and with another element."""
    value: dict[str, Plain] = {"list": [element], "another": [element, "a"]}
    assert read(write_yaml(value)) == value


@pytest.mark.parametrize("element", IDS)
def test_element_of_list_in_list_is_read_as_written(element: str) -> None:
    """An id in a list of lists is read back, alone and with another id."""
    value: dict[str, Plain] = {"lists": [[element], [element, "a"]]}
    assert read(write_yaml(value)) == value


@given(written=st.lists(st.sampled_from((*SIGNS, *WRITTEN)), min_size=1, max_size=8))
@example(written=['"a\\n"'])
@example(written=["[null]"])
@example(written=["\u00a0"])
@example(written=["[]"])
@example(written=["|2\n    a\n  b"])
def test_readable_value_is_read_as_written(written: list[str]) -> None:
    """A value that the strict reader accepts is read back after gonogo writes it."""
    document, _ = parse_document(f"note: {''.join(written)}\n".encode(), PATH)
    if document is None:
        return
    value = plain(document.root)
    if isinstance(value, dict) and is_writable(value):
        assert read(write_yaml(value)) == value
