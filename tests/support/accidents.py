"""Accidental changes of a line in a file."""

from __future__ import annotations


def break_line(line: str, other: str, *, at: int, added: str, sign: str) -> dict[str, list[str]]:
    """The lines that replace a line, by the name of the accident.

    `other` is another line of the file, `at` an index in the line, `added` an inserted line, and `sign` some
    characters.
    """
    return {
        "delete line": [""],
        "repeat line": [line, line],
        "replace line": [other],
        "insert line": [line, added],
        "split line": [line[:at], line[at:]],
        "delete character": [line[:at] + line[at + 1 :]],
        "repeat character": [line[:at] + line[at : at + 1] * 2 + line[at + 1 :]],
        "insert character": [line[:at] + sign + line[at:]],
        "replace value": [f"{line.split(':', maxsplit=1)[0]}: {sign}"],
        "indent": [f"  {line}"],
        "outdent": [line.removeprefix("  ")],
    }
