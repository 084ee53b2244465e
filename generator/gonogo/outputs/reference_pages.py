"""The reference pages of the handbook, made from the tables and docstrings of the program."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, TypeAlias

from gonogo.checks.acceptance import ACCEPTABLE
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import RULES
from gonogo.core.diagnostics import READING_RULES
from gonogo.format.decode.registry_files import ACCEPTANCE, KEY, PEOPLE, PERSON, POLICY, ROLE, ROLES
from gonogo.format.decode.release_file import PHASE, RELEASE, SECTIONS
from gonogo.format.decode.system_file import CHANNEL, CONTACT, RESOURCE, SYSTEM
from gonogo.format.sections import DEFAULT, KINDS
from gonogo.format.sections.kind import WAIVER
from gonogo.format.sections.signoffs import SIGNATURE
from gonogo.format.tables import Empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gonogo.checks.rule import AnyRule
    from gonogo.format.tables import Field, Table

_BY = "<!-- Written by `gonogo reference`; change the"
_EMPTY = {Empty.GAP: "a gap", Empty.OPEN: "not answered yet", Empty.REFUSED: "an error"}

_Files: TypeAlias = tuple[tuple[str, tuple[tuple[str, "Table[Any]"], ...]], ...]
_RELEASE: _Files = (
    ("<system>/<release>.yml", (("The file", RELEASE), ("A phase", PHASE), ("A section", SECTIONS[DEFAULT.id]))),
)
_SYSTEM: _Files = (
    (
        "<system>/system.yml",
        (("The file", SYSTEM), ("A contact", CONTACT), ("A channel", CHANNEL), ("A resource", RESOURCE)),
    ),
)
_REGISTRY: _Files = (
    ("people.yml", (("The file", PEOPLE), ("A person", PERSON), ("A key", KEY))),
    ("policy.yml", (("The file", POLICY), ("An accepted finding", ACCEPTANCE))),
    ("<system>/roles.yml", (("The file", ROLES), ("A role", ROLE))),
)
_ORIGIN = "tables and docstrings"


def render_pages() -> dict[str, str]:
    """The pages about the format and the rules, keyed by file name."""
    return {
        "format.md": render_reference("Keys of a release", _ORIGIN, (*_file_lines(_RELEASE), *_shared_lines())),
        "kinds.md": render_reference("Kinds of section", _ORIGIN, _kind_lines()),
        "system.md": render_reference("Keys of a system", _ORIGIN, _file_lines(_SYSTEM)),
        "registry.md": render_reference("Keys of people, policy and roles", _ORIGIN, _file_lines(_REGISTRY)),
        "rules.md": render_reference("Rules", _ORIGIN, _rule_lines()),
    }


def render_reference(title: str, origin: str, lines: Iterable[str]) -> str:
    """A reference page. Its third line says that the page is generated, and names the `origin` to change instead."""
    return "\n".join([f"# {title}", "", f"{_BY} {origin} instead. -->", "", *lines]).rstrip() + "\n"


def is_reference(content: bytes) -> bool:
    """Whether `render_reference` of this or an earlier version made the page. Windows line ends are allowed."""
    lines = content.split(b"\n", 3)
    return len(lines) > 2 and lines[2].startswith(_BY.encode())


def _file_lines(files: _Files) -> Iterator[str]:
    for name, tables in files:
        yield f"## `{name}`"
        yield ""
        for title, table in tables:
            yield f"### {title} {{ #{_slug(name)}-{_slug(title)} }}"
            yield ""
            yield from _table_lines(table.rows)


def _list_shared() -> tuple[Field, ...]:
    """The keys that the entries of every kind have, as the default kind describes them."""
    names = [{row.name for row in kind.table.rows} for kind in KINDS]
    return tuple(row for row in DEFAULT.table.rows if all(row.name in others for others in names))


def _shared_lines() -> Iterator[str]:
    yield "## Every entry"
    yield ""
    yield "Entries of every kind have these keys. [Kinds of section](kinds.md) has the other keys of each kind."
    yield ""
    yield from _table_lines(_list_shared())


def _kind_lines() -> Iterator[str]:
    yield "Entries also have the [keys of every entry](format.md#every-entry)."
    yield ""
    shared = _list_shared()
    for kind in KINDS:
        yield f"## `{kind.id}` {{ #kind-{kind.id} }}"
        yield ""
        yield kind.about
        yield ""
        if kind.rows:
            yield "Its sections also have:"
            yield ""
            yield from _table_lines(kind.rows)
        yield "Its entries:"
        yield ""
        yield from _table_lines(tuple(row for row in kind.table.rows if row not in shared))
    for title, table in (("A waiver", WAIVER), ("A signature", SIGNATURE)):
        yield f"## {title}"
        yield ""
        yield from _table_lines(table.rows)


def _slug(text: str) -> str:
    return "".join(character if character.isalnum() else "-" for character in text.lower()).strip("-")


def _table_lines(rows: tuple[Field, ...]) -> Iterator[str]:
    yield "| key | value | required line | empty is | when absent | meaning |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in rows:
        cells = (
            f"`{row.name}`",
            row.type.label,
            "yes" if row.required else "",
            _EMPTY[row.empty],
            row.default,
            row.doc,
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _page_of(rule: AnyRule) -> str:
    """The docstring of a rule as Markdown, with the blank line that Markdown requires before a code block."""
    return re.sub(r"^(\S.*)\n(?=    )", r"\1\n\n", cleandoc(rule.__doc__ or ""), flags=re.MULTILINE)


def _rule_lines() -> Iterator[str]:
    yield "An error makes `gonogo check` exit with 1, a warning does with `--fail-on warning`, a note never does."
    yield "A project can [accept a finding](../handbook/accept.md) of a rule that says so."
    yield ""
    for rule in sorted(RULES, key=rule_id):
        yield f"## {rule_id(rule)}"
        yield ""
        can_be = ", can be accepted" if rule_id(rule) in ACCEPTABLE else ""
        yield f"*{rule.SEVERITY.value}{can_be}* · {_page_of(rule)}"
        yield ""
    yield "## Why a file is not read { #reading }"
    yield ""
    yield "These are errors too. A release whose file has one is NO-GO, and nothing else is known about it."
    yield ""
    for name, about in READING_RULES.items():
        yield f"### {name}"
        yield ""
        yield about
        yield ""
