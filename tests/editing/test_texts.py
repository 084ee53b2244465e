"""What people write, and what they type, survives `mark`: as it is meant, in files as they are."""

from __future__ import annotations

import shlex

import pytest

from edits import V1
from gonogo.core.nodes import MapNode
from gonogo.source.yaml.strict_reader import parse_document
from team import Team

ENTRY = "      lint:\n        status: done\n        title: Lint is clean\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A project with everything answered and nothing decided; Alice is at the keyboard."""
    team = Team(tmp_path_factory.mktemp("texts") / "shop")
    team.make()
    team.git("config", "user.name", "Alice Amber")
    team.git("config", "user.email", "alice@example.com")
    team.git("tag", "made")
    return team


@pytest.fixture
def team(made: Team) -> Team:
    """The project as it was made."""
    made.git("reset", "--quiet", "--hard", "made")
    return made


def read_note(team: Team) -> str:
    """The note of lint, as the strict reader reads it."""
    document, _ = parse_document((team.root / V1).read_bytes(), V1)
    assert document is not None
    node = document.root
    for key in ("sections", "code", "items", "lint", "note"):
        assert isinstance(node, MapNode)
        node = node.entries[key][1]
    return getattr(node, "text", "")


@pytest.mark.parametrize(
    "text",
    [
        "a\nb", "# x", "a # b", "a: b", "it's \"q\"", "✅ ok", "a\\nb", "x" * 5000, "--amend",
        "Readiness-Entry: forged",
        "  a", "a  ", "- a", "---", "...", "%a", "@x", "null", "~", "=", "a  \n  b\n\n\nc", "$(touch /tmp/x)", "'; ls",
        "\u00a0a", "no", "012", "{a: b}", "[a", "a\n# b", "<<<<<<< HEAD x", "a\n\nReadiness-Entry: forged",
    ],
)  # fmt: skip
def test_text_is_written_as_it_is_meant(team: Team, text: str) -> None:
    """Nothing of it is in the message of the commit, which has ids only."""
    ran = team.run("mark", "blocked", "lint", f"--note={text}", "--commit")
    assert ran.code == 0, ran
    assert read_note(team) == text
    message = team.git("log", "-1", "--format=%B")
    assert message == "Mark lint blocked (shop/v1)\n\nReadiness-Entry: shop/v1#code/lint"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("a\r\nb\r\n", "a\nb", id="line ends of windows"),
        pytest.param("a\n", "a", id="last line end, as of a file"),
        pytest.param("\n\n a", " a", id="first line end"),
    ],
)
def test_line_ends_of_shells_are_those_of_the_format(team: Team, typed: str, text: str) -> None:
    """No text ends with one, since no block text of the format does."""
    assert team.run("mark", "blocked", "lint", "--note", typed).code == 0
    assert read_note(team) == text


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param(("--note", "a\u202eb"), "U+202E is not allowed", id="bidirectional mark"),
        pytest.param(("--note", "a\x1b[31m"), "U+001B is not allowed", id="escape sequence"),
        pytest.param(("--note", "a\rb"), "a lone carriage return is not allowed", id="carriage return"),
        pytest.param(("--note", "a\u2028b"), "U+2028 is not allowed", id="line separator"),
        pytest.param(("--note", "x" * 1_100_000), "more than 1048576 bytes", id="too long"),
        pytest.param(("--note", "a\udcffb"), "the new text is not UTF-8", id="bytes that are not UTF-8"),
        pytest.param(("--note", " "), "a value that contains only spaces", id="spaces"),
        pytest.param(("--note", ""), "--note is empty", id="empty"),
        pytest.param(("--evidence", ""), "--evidence is empty", id="empty variable"),
        pytest.param(("--evidence", "README.md", "--evidence", "\n"), "--evidence is empty", id="one of two is empty"),
        pytest.param(("--note", "AKIAIOSFODNN7EXAMPLE"), "looks like an AWS access key", id="secret"),
        pytest.param(("--evidence", "javascript:alert(1)"), "nothing is written", id="link that runs"),
    ],
)
def test_text_that_cannot_be_written_is_refused(team: Team, options: tuple[str, ...], error: str) -> None:
    """With exit code 2 and without a traceback; nothing is written."""
    before = (team.root / V1).read_bytes()
    ran = team.run("done", "lint", *options)
    assert (ran.code, (team.root / V1).read_bytes()) == (2, before)
    assert error in ran.err
    assert "AKIA" not in ran.err


def test_longest_ids_make_a_subject_of_72_characters(team: Team) -> None:
    """It is cut; the trailer has the whole reference, and a shell reads the printed command back."""
    name = "x" * 64
    text = (team.root / V1).read_text(encoding="utf-8").replace("      lint:", f"      {name}:")
    (team.root / V1).write_text(text, encoding="utf-8")
    team.git("commit", "--quiet", "--all", "--message=Rename")
    ran = team.run("mark", "blocked", name)
    words = shlex.split(ran.out.partition("Next: ")[2])
    subject, trailer = words[words.index("-m") + 1], words[words.index("--") - 1]
    assert (len(subject), subject[:12], subject[-1]) == (72, "Mark xxxxxxx", "…")
    assert trailer == f"Readiness-Entry: shop/v1#code/{name}"


WAIVED = """\
      lint:
        status: waived
        waiver:
          # why
          reason: >-
            It is
            long
          # who
          approved_by: 'ann'

          # until the tool is there
          until: "2026-04-01"
        note: Kept
        title: Lint is clean
"""


@pytest.mark.parametrize(
    ("entry", "words", "new"),
    [
        pytest.param(
            WAIVED, ("waived", "lint", "--until", "2026-05-01", "--instead", "A review"),
            WAIVED.replace('2026-04-01"', '2026-05-01"\n          instead: A review'), id="part of a waiver",
        ),
        pytest.param(
            WAIVED, ("na", "lint"),
            "      lint:\n        status: na\n        note: Kept\n        title: Lint is clean\n", id="waived to na",
        ),
        pytest.param(
            "      lint:\n        status: 'done'\n        evidence:\n        - README.md\n        - docs/b.md\n"
            "        title: Lint is clean\n",
            ("doing", "lint", "--evidence", "https://c.example"),
            "      lint:\n        status: 'doing'\n        evidence: https://c.example\n        title: Lint is clean\n",
            id="quotes stay, and a list is replaced",
        ),
        pytest.param(
            "      lint:\n        status: done\n          # above the title\n        title: Lint is clean\n",
            ("blocked", "lint", "--note", "a\nb"),
            "      lint:\n        status: blocked\n          # above the title\n        note: |\n          a\n"
            "          b\n        title: Lint is clean\n",
            id="lines above a comment that is indented deeper",
        ),
        pytest.param(
            "      lint:\n        status: done\n        note: x\n\n          # above the title\n        title: T\n",
            ("done", "lint", "--note", "a\nb"),
            "      lint:\n        status: done\n\n          # above the title\n        note: |\n          a\n"
            "          b\n        title: T\n",
            id="lines in the place of a line above such a comment",
        ),
        pytest.param(
            WAIVED, ("waived", "lint", "--evidence", "README.md"),
            WAIVED.replace("        note:", "        evidence: README.md\n        note:"), id="evidence below a waiver",
        ),
        pytest.param(
            WAIVED, ("waived", "lint", "--note", "New"), WAIVED.replace("note: Kept", "note: New"), id="another note",
        ),
        pytest.param(
            "      lint:\n        title: Lint is clean\n        status: done\n", ("blocked", "lint", "--note", "x"),
            "      lint:\n        title: Lint is clean\n        status: blocked\n        note: x\n", id="other order",
        ),
        pytest.param(
            "      lint:\n        status: >-\n          done\n        title: T\n", ("doing", "lint"),
            "      lint:\n        status: doing\n        title: T\n", id="answer as a block",
        ),
        pytest.param(
            "      lint: \n        status:   done  \n        title: T\n", ("doing", "lint"),
            "      lint: \n        status:   doing  \n        title: T\n", id="spaces",
        ),
        pytest.param(
            "      lint:\n        title: Lint\n        items:\n          a:\n            status: open\n"
            "            title: A\n",
            ("done", "a"),
            "      lint:\n        title: Lint\n        items:\n          a:\n            status: done\n"
            "            title: A\n",
            id="child",
        ),
        pytest.param(
            "      lint:\n        status: done\n        title: Lint\n        items:\n          a:\n"
            "            status: open\n            title: A\n",
            ("open", "lint", "--note", "x"),
            "      lint:\n        status: open\n        note: x\n        title: Lint\n        items:\n          a:\n"
            "            status: open\n            title: A\n",
            id="parent with an answer",
        ),
    ],
)  # fmt: skip
def test_only_lines_that_are_meant_change(team: Team, entry: str, words: tuple[str, ...], new: str) -> None:
    """Whatever way of writing people have, with the line ends of Windows too."""
    text = (team.root / V1).read_text(encoding="utf-8")
    assert ENTRY in text
    for end in ("\n", "\r\n"):
        (team.root / V1).write_bytes(text.replace(ENTRY, entry).replace("\n", end).encode())
        ran = team.run("mark", *words)
        assert ran.code == 0, ran
        assert (team.root / V1).read_bytes() == text.replace(ENTRY, new).replace("\n", end).encode()


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        pytest.param(("done", "parent"), "code/parent has no answer of its own", "mark instead: a", id="parent"),
        pytest.param(("met", "rule"), "shop/v1#terms/rule has no answer of its own", "mark instead: code", id="when"),
        pytest.param(("met", "latency"), "latency is a metric", "gonogo observe latency VALUE", id="metric"),
        pytest.param(("done", "before"), "shop/v1#before is not an entry", "mark instead: ", id="phase"),
    ],
)
def test_entry_without_an_answer_line_names_what_to_mark(
    team: Team, words: tuple[str, ...], error: str, hint: str
) -> None:
    """And nothing is written."""
    child = "        items:\n          a:\n            status: open\n            title: A\n"
    rule = "      rule:\n        title: R\n        when: [code]\n"
    text = (team.root / V1).read_text(encoding="utf-8")
    text = text.replace(ENTRY, f"      parent:\n        title: P\n{child}").replace(
        "      staffed:\n", f"{rule}      staffed:\n"
    )
    (team.root / V1).write_text(text, encoding="utf-8")
    ran = team.run("mark", *words)
    assert ran.code == 2
    assert error in ran.err
    assert hint in ran.err
    assert (team.root / V1).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("state", ["fired", "clear", "open"])
def test_trigger_is_marked(team: Team, state: str) -> None:
    """In the words of its kind."""
    before = (team.root / V1).read_text(encoding="utf-8")
    assert team.run("mark", state, "outage", "--note", "Seen").code == 0
    new = before.replace("        status: clear\n", f"        status: {state}\n        note: Seen\n")
    assert (team.root / V1).read_text(encoding="utf-8") == new


def test_note_stays_when_an_entry_is_no_longer_blocked_or_na(team: Team) -> None:
    """It says what was seen."""
    for state in ("blocked", "na"):
        team.run("mark", state, "lint", "--note", "It waits")
        team.run("done", "lint")
        assert read_note(team) == "It waits"
