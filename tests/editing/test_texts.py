"""`mark` writes the texts that people type so that they are read back unchanged, and keeps the rest of the file."""

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
    """A project with every answer and no decision; Alice is git's author."""
    team = Team(tmp_path_factory.mktemp("texts") / "shop")
    team.make()
    team.git("config", "user.name", "Alice Amber")
    team.git("config", "user.email", "alice@example.com")
    team.git("tag", "made")
    return team


@pytest.fixture
def team(made: Team) -> Team:
    """The project, reset to its first state."""
    made.git("reset", "--quiet", "--hard", "made")
    return made


def read_note(team: Team) -> str:
    """The note of lint from the strict reader."""
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
def test_note_is_read_back_unchanged(team: Team, text: str) -> None:
    """A note with YAML syntax is read back unchanged, and does not appear in the commit message."""
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
def test_note_has_normalized_line_ends(team: Team, typed: str, text: str) -> None:
    """Line ends become LF, and empty lines at the start and line ends at the end are removed."""
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
        pytest.param(
            ("--evidence", "README.md", "--evidence", "\n"), "--evidence is empty", id="second value is empty"
        ),
        pytest.param(("--note", "AKIAIOSFODNN7EXAMPLE"), "looks like an AWS access key", id="secret"),
        pytest.param(("--evidence", "javascript:alert(1)"), "nothing is written", id="link that runs a script"),
    ],
)
def test_mark_refuses_a_text_that_the_format_forbids(team: Team, options: tuple[str, ...], error: str) -> None:
    """Mark refuses a forbidden text with exit code 2, without a traceback, and writes nothing."""
    before = (team.root / V1).read_bytes()
    ran = team.run("done", "lint", *options)
    assert (ran.code, (team.root / V1).read_bytes()) == (2, before)
    assert error in ran.err
    assert "AKIA" not in ran.err


def test_subject_with_long_ids_is_cut_at_72_characters(team: Team) -> None:
    """A long subject is cut at 72 characters, and the trailer has the full reference."""
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
            WAIVED.replace('2026-04-01"', '2026-05-01"\n          instead: A review'), id="one waiver key",
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
            id="new note below a comment with deeper indentation",
        ),
        pytest.param(
            "      lint:\n        status: done\n        note: x\n\n          # above the title\n        title: T\n",
            ("done", "lint", "--note", "a\nb"),
            "      lint:\n        status: done\n\n          # above the title\n        note: |\n          a\n"
            "          b\n        title: T\n",
            id="longer note below a comment with deeper indentation",
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
            "      lint:\n        title: Lint is clean\n        status: blocked\n        note: x\n", id="title first",
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
            id="child item",
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
def test_mark_changes_only_the_lines_of_the_answer(team: Team, entry: str, words: tuple[str, ...], new: str) -> None:
    """Comments, order, quotes, spaces and line ends of other lines stay as they are."""
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
        pytest.param(("done", "parent"), "code/parent has no answer of its own", "mark instead: a", id="parent item"),
        pytest.param(
            ("met", "rule"),
            "shop/v1#terms/rule has no answer of its own",
            "mark instead: code",
            id="criterion with when",
        ),
        pytest.param(("met", "latency"), "latency is a metric", "gonogo observe latency VALUE", id="metric"),
        pytest.param(("done", "before"), "shop/v1#before is not an entry", "mark instead: ", id="phase"),
    ],
)
def test_mark_names_the_entries_to_mark_instead(team: Team, words: tuple[str, ...], error: str, hint: str) -> None:
    """Mark refuses an entry without its own answer line, and names the entries to mark instead."""
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
def test_mark_sets_the_states_of_a_trigger(team: Team, state: str) -> None:
    """Mark writes the states of a trigger with a note."""
    before = (team.root / V1).read_text(encoding="utf-8")
    assert team.run("mark", state, "outage", "--note", "Seen").code == 0
    new = before.replace("        status: clear\n", f"        status: {state}\n        note: Seen\n")
    assert (team.root / V1).read_text(encoding="utf-8") == new


def test_note_stays_after_an_item_is_done(team: Team) -> None:
    """Marking a blocked item or an item with the state na as done keeps its note."""
    for state in ("blocked", "na"):
        team.run("mark", state, "lint", "--note", "It waits")
        team.run("done", "lint")
        assert read_note(team) == "It waits"
