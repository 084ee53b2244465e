"""Explains errors of the YAML parser in Gonogo's own words, because the parser's messages change between versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    import yaml

_MISSING_COLON = "could not find expected ':'"
_LAYOUT = "check the indentation and quotes of this line and the line above; two spaces per level"
_COLON = ("a colon is not allowed here", 'put quotes around a value that contains ": "; end a key with one colon')
_TAG = ("expected a tag after !", "every value is text; quote a value that starts with !")
_DIRECTIVE = ("not a directive, although it starts with %", "remove the line, or quote a value that starts with %")
_ESCAPE = "write a backslash twice in double quotes, or use single quotes"

# Part of the parser's message, Gonogo's words, and a hint for the usual cause. The first matching row is used. The
# messages are those of libyaml 0.2.5 and 0.2.6 (https://github.com/yaml/libyaml/tree/master/src: scanner.c, parser.c).
_WORDS = (
    ("mapping values are not allowed", *_COLON),
    ("found unexpected ':'", *_COLON),
    (
        _MISSING_COLON,
        "no colon follows this key",
        "every line is `key: value` with a space after the colon, or belongs to a value that starts with | or >-",
    ),
    ("expected key", "expected a key", _LAYOUT),
    (
        "cannot start any token",
        "no value starts with this character",
        "a value that starts with this character needs quotes around it",
    ),
    ("found a tab", "a tab is not allowed as indentation", "use spaces"),
    (
        "while scanning a block scalar",
        "expected the end of the line after | or >",
        "start the text on the next line; quote a value that starts with | or >",
    ),
    ("while scanning a quoted scalar", "this quote is not closed", "close the quote on the same line"),
    ("escape character", "this backslash does not start an escape", _ESCAPE),
    ("hexdecimal", "the code of this character is not complete", _ESCAPE),
    ("escape code", "no character has this code", _ESCAPE),
    (
        "block sequence entries",
        "a list is not allowed here",
        "start a list on the line below its key, with a dash before each element",
    ),
    ("mapping keys are not allowed", "a ? is not allowed here", "quote a value that starts with ?"),
    ("'-' indicator", "expected a dash", _LAYOUT),
    ("',' or ']'", "expected a comma or ]", _LAYOUT),
    ("',' or '}'", "expected a comma or }", _LAYOUT),
    ("node content", "expected a value", _LAYOUT),
    ("while scanning an alias", "expected a name after *", "quote a value that starts with *"),
    ("while scanning an anchor", "expected a name after &", "quote a value that starts with &"),
    ("while scanning a tag", *_TAG),
    ("while parsing a tag", *_TAG),
    ("tag handle", *_TAG),
    ("while scanning a directive", *_DIRECTIVE),
    ("while scanning a %", *_DIRECTIVE),
    ("while parsing a %", *_DIRECTIVE),
    ("found duplicate %", *_DIRECTIVE),
    ("incompatible YAML document", *_DIRECTIVE),
    ("<document start>", "expected the end of the file", "a file is one mapping: each line is `key: value`"),
)
# For these messages, the parser stops long after the mistake: on the next line, or at the end of the file.
_AT_CONTEXT = (_MISSING_COLON, "while scanning a quoted scalar found unexpected")


class YamlProblem(Frozen):
    """The reason why a text is not YAML, the usual cause, and the place: lines and columns are 0-based.

    `lines` are all lines on which the mistake can be.
    """

    words: str
    hint: str
    line: int
    column: int
    lines: tuple[int, ...]


def describe_problem(error: yaml.YAMLError, text: str) -> YamlProblem:
    """The problem that an error of the parser reports about a text, without the words of the parser."""
    marks = _marks(error)
    message = _message(error)
    if any(sign in message for sign in _AT_CONTEXT):
        marks = marks[-1:]
    elif marks and not text[marks[0].index :].strip():
        marks.reverse()
    words, hint = next(
        ((words, hint) for sign, words, hint in _WORDS if sign in message), ("it cannot be read from here on", _LAYOUT)
    )
    line, column = (marks[0].line, marks[0].column) if marks else (0, 0)
    return YamlProblem(words, hint, line, column, tuple(mark.line for mark in marks))


def text_before(error: yaml.YAMLError, text: str) -> str:
    """The text before the place at which the parser stopped.

    Before the strict reader reports the error, it reads this text again, to find an earlier problem.

    The parser reads up to 1024 characters ahead of its events, because they can belong to a key. Since libyaml 0.2.6,
    the parser also has a limit on depth. So it can stop before it has delivered an event that the reader refuses.
    """
    return text[: min((mark.index for mark in _marks(error)), default=0)]


def first_error(error: yaml.YAMLError, before: str, error_before: yaml.YAMLError) -> yaml.YAMLError:
    """The earlier of two errors: `error` in the whole text, and `error_before` in the shortened text `before`.

    An error at the end of the shortened text is only a consequence of the shortening, and does not count. The exception
    is a key without a colon: the colon must be on the same line, so it is also missing in the whole text.
    """
    is_inside = any(mark.index < len(before) for mark in _marks(error_before)[:1])
    return error_before if is_inside or _MISSING_COLON in _message(error_before) else error


def _marks(error: yaml.YAMLError) -> list[yaml.Mark]:
    """The place where the parser stopped, and the start of the token or collection that it was reading, if known."""
    return [mark for name in ("problem_mark", "context_mark") if (mark := getattr(error, name, None))]


def _message(error: yaml.YAMLError) -> str:
    return " ".join(part for name in ("context", "problem") if (part := getattr(error, name, None)))
