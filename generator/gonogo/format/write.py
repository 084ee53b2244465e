"""Writing values as YAML text, with only the YAML that the format allows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.core.nodes import Plain

_NEEDS_QUOTES = re.compile(r"""^[#>|@`%&*!\[\]{}"',?:=~<-]|: |:$| #|^null$|^\s|\s$|^\.\.\.$""")


def write_yaml(value: dict[str, Plain]) -> str:
    """The text of a file with this mapping. From this text, the strict reader reads the same values."""
    return "\n".join(write_keys(value, "")) + "\n"


def quote(text: str) -> str:
    """A string of one line, in double quotes if YAML would read the plain string as another value."""
    if not _NEEDS_QUOTES.search(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write_keys(value: dict[str, Plain], indent: str) -> Iterator[str]:
    """The lines of a mapping, without line ends. `indent` are the spaces before each key."""
    for key, content in value.items():
        match content:
            case dict() if content:
                yield f"{indent}{key}:"
                yield from write_keys(content, f"{indent}  ")
            case list():
                yield from _write_list(f"{indent}{key}:", content, indent)
            case str() if "\n" in content:
                yield from _write_block(f"{indent}{key}:", content, indent)
            case str() if content:
                yield f"{indent}{key}: {quote(content)}"
            case _:
                yield f"{indent}{key}:"


def _write_list(head: str, items: list[Plain], indent: str) -> Iterator[str]:
    if all(isinstance(item, str) and re.fullmatch(r"[\w./@+-]+", item) and quote(item) == item for item in items):
        yield f"{head} [{', '.join(str(item) for item in items)}]"
        return
    yield head
    for item in items:
        if isinstance(item, list):
            yield f"{indent}  - [{', '.join(quote(str(word)) for word in item)}]"
        else:
            yield f"{indent}  - {quote(str(item))}"


def _write_block(head: str, text: str, indent: str) -> Iterator[str]:
    """The lines of a literal block (`|`), with an indentation indicator if the text begins with a space or line end."""
    yield f"{head} |{'2' if text[0] in ' ' + chr(10) else ''}"
    for line in text.split("\n"):
        yield f"{indent}  {line}" if line else ""
