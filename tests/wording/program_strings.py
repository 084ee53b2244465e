"""The strings of the program that a user can read, each with an id.

An id is the place of the string: the module and the function or constant, or the file of a template or script.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jinja2

import gonogo
from gonogo.checks.rule import rule_id
from gonogo.checks.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(gonogo.__file__).parent

# Two words, or a label such as "Overview". Users do not read SQL, patterns, git arguments and code in strings.
_PROSE = re.compile(r"[^\W\d_]{2,}[,;:.!?)”\"']* +[^\W\d_(“\"'{]|^[A-Z][a-z]+$")
_NOT_PROSE = re.compile(
    r"^(SELECT|INSERT|CREATE|DELETE|UPDATE|PRAGMA|ATTACH|BEGIN|ROLLBACK|DROP|ALTER) |\(\?[:P<!=]|^M[\d.]|<path |"
    r"^(def|class|import|from) |\\[wdsb]"
)
_RULES = frozenset(map(rule_id, RULES))
_SHOWN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "content")


class ProgramString(NamedTuple):
    """A text, with `{}` for each inserted value."""

    place: str
    text: str


@cache
def find_strings() -> tuple[ProgramString, ...]:
    """Each text once, with its first place, in this order: modules, templates, scripts, each by path."""
    return tuple(_find_strings())


def _find_strings() -> Iterator[ProgramString]:
    seen = set[str]()
    for string in (*_of_modules(), *_of_templates(), *_of_scripts()):
        text = " ".join(string.text.split())
        if text not in seen and _PROSE.search(text) and not _NOT_PROSE.search(text):
            seen.add(text)
            yield ProgramString(string.place, text)


def _of_modules() -> Iterator[ProgramString]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).with_suffix("").as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _of_docstrings(tree, module)
        yield from _of_nodes(tree, module)


def _of_docstrings(tree: ast.Module, module: str) -> Iterator[ProgramString]:
    """The paragraphs that the reference pages and `--help` show: of a rule, and of a command."""
    for node in (tree, *tree.body):
        is_command = isinstance(node, ast.FunctionDef) and node.name == "command"
        is_rule = node is tree and module.removeprefix("checks/").replace("_", "-") in _RULES
        if (is_command or is_rule) and (text := ast.get_docstring(node)):
            yield from (ProgramString(f"{module}:docstring", part) for part in text.split("\n\n"))


def _of_nodes(node: ast.AST, place: str) -> Iterator[ProgramString]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef() | ast.ClassDef():
                yield from _of_nodes(child, f"{place}.{child.name}")
            case ast.Expr(value=ast.Constant(value=str())):
                pass  # a docstring
            case ast.JoinedStr():
                yield ProgramString(place, _with_places(child))
                yield from (string for part in child.values for string in _of_formatted(part, place))
            case ast.Constant(value=str(text)):
                yield ProgramString(place, text)
            case ast.arg() | ast.AnnAssign(value=None):
                pass  # annotations
            case _:
                yield from _of_nodes(child, place)


def _of_formatted(part: ast.expr, place: str) -> Iterator[ProgramString]:
    if isinstance(part, ast.FormattedValue):
        yield from _of_nodes(part, place)


def _with_places(node: ast.JoinedStr) -> str:
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _of_templates() -> Iterator[ProgramString]:
    environment = jinja2.Environment(autoescape=True)
    for folder, is_html in (("outputs/templates", True), ("outputs/forge_templates", False)):
        for path in sorted(file for file in (PACKAGE / folder).rglob("*") if file.is_file()):
            place = path.relative_to(PACKAGE).as_posix()
            source = path.read_text(encoding="utf-8")
            if is_html:
                yield from (ProgramString(place, text) for text in _texts_of_html(environment, source))
            else:
                yield from (ProgramString(place, line) for line in source.splitlines() if "#" in line)


def _texts_of_html(environment: jinja2.Environment, source: str) -> Iterator[str]:
    """The texts between tags with `{}` for each expression, and the strings in expressions and statements."""
    markup, depth = [], 0
    for _, kind, value in environment.lex(source):
        if kind == "data":
            markup.append(value)
        elif kind in {"variable_begin", "block_begin"}:
            depth += 1
        elif kind in {"variable_end", "block_end"}:
            markup.append("{}" if kind == "variable_end" else "\0")
        elif kind == "string":
            yield value[1:-1]
    texts = _Texts()
    texts.feed("".join(markup))
    texts.close()
    yield from texts.found


class _Texts(HTMLParser):
    """Texts between tags and between statements; a tag inside a sentence does not end it."""

    _INLINE = frozenset({"a", "b", "strong", "em", "code", "bdi", "time", "span"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._running = ""

    def handle_data(self, data: str) -> None:
        first, *others = data.split("\0")
        self._running += first
        for part in others:
            self._finish()
            self._running = part

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._INLINE:
            self._finish()
        self.found += [value for name, value in attrs if name in _SHOWN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._INLINE:
            self._finish()

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        self.found.append(self._running)
        self._running = ""


def _of_scripts() -> Iterator[ProgramString]:
    for name in ("gonogo.js", "gonogo-audit.js"):
        source = (PACKAGE / "outputs/assets" / name).read_text(encoding="utf-8")
        for text in re.findall(r'"([^"\n]*)"|`([^`\n]*)`', source):
            yield ProgramString(f"outputs/assets/{name}", re.sub(r"\$\{[^}]*\}", "{}", "".join(text)))
