"""Common words and keys that the format does not have: the message suggests the right word."""

from pathlib import Path

import pytest

from building import Files, lay_out, signed, write_release
from cli.running import run
from gonogo.core.diagnostics import Suggester, closest
from gonogo.format.decode.release_file import RELEASE
from gonogo.format.sections import KINDS
from gonogo.format.value_type import Choice

SECTIONS = """
code:
  title: Code
  phase: before
  items:
    tests:
      status: open
      title: Tests pass
bad:
  title: Bad
  phase: before
  kind: triggers
  decides: no-go
  items:
    fire:
      status: open
      title: Fire
good:
  title: Good
  phase: before
  kind: criteria
  items:
    budget:
      status: open
      title: Budget
"""
RELEASE_TEXT = write_release(signed(SECTIONS))
EITHER = "`fired` if the event has happened, `clear` if a check showed that it has not"
LATER = "leave `outcome:` empty and change `deploy_at:`; `cancelled` is for a release that is never deployed"

WORDS = [
    *(
        pytest.param("status: open\n        title: Tests", f"status: {word}\n        title: Tests", meant, id=word)
        for word, meant in (
            ("in progress", "doing"),
            ("WIP", "doing"),
            ("complete", "done"),
            ("yes", "done"),
            ("x", "done"),
            ("✅", "done"),
            ("not started", "open"),
            ("n/a", "na"),
            ("skipped", "na"),
            ("opne", "open"),
        )
    ),
    *(
        pytest.param("status: open\n        title: Fire", f"status: {word}\n        title: Fire", meant, id=f"t {word}")
        for word, meant in (("triggered", "fired"), ("not checked", "open"), ("yes", EITHER), ("no", EITHER))
    ),
    *(
        pytest.param(
            "status: open\n        title: Budget", f"status: {word}\n        title: Budget", meant, id=f"c {word}"
        )
        for word, meant in (("not met", "unmet"), ("not met yet", "unmet"), ("done", "met"), ("no", "unmet"))
    ),
    *(
        pytest.param("outcome:", f"outcome: {word}", meant, id=f"outcome {word}")
        for word, meant in (("aborted", "cancelled"), ("released", "deployed"), ("postponed", LATER))
    ),
    *(
        pytest.param("decision:", f"decision: {word}", meant, id=f"decision {word}")
        for word, meant in (("approved", "go"), ("rejected", "no-go"), ("revoked", "withdrawn"))
    ),
    *(
        pytest.param("title: Tests pass", f"title: Tests pass\n        {key}: x", meant, id=f"key {key}")
        for key, meant in (("done", "status"), ("date", "due"), ("assignee", "owner"), ("description", "about"))
    ),
    pytest.param(
        "status: open\n        title: Tests", "done: yes\n        title: Tests", "status", id="key for status"
    ),
]


@pytest.mark.parametrize(("written", "instead", "meant"), WORDS)
def test_other_word_has_a_suggestion(written: str, instead: str, meant: str, tmp_path: Path) -> None:
    """A common wrong word has a single error, whose hint suggests the right word."""
    assert written in RELEASE_TEXT
    lay_out(tmp_path, Files(release=RELEASE_TEXT.replace(written, instead, 1)))
    (found,) = run("check", "--severity", "error", "--format", "json", at=tmp_path).document["diagnostics"]
    assert found["help"] == (meant if " " in meant else f'did you mean "{meant}"?')


def test_label_of_a_state_has_a_suggestion() -> None:
    """The label of a state on pages has a hint with the word of the state, for every kind."""
    for kind in KINDS:
        status = kind.table.by_name.get("status")
        if status is None:
            continue
        assert isinstance(status.type, Choice)
        for state in kind.entry.states:
            expected = "" if state.label.casefold() == state.word else f'did you mean "{state.word}"?'
            assert status.type.explain(state.label) == expected


def test_other_words_are_no_words_of_the_same_key() -> None:
    """No listed wrong word is an accepted word of its key."""
    rows = [*(row for kind in KINDS for row in kind.table.rows), *RELEASE.rows]
    choices = [row.type for row in rows if isinstance(row.type, Choice)]
    assert [other for choice in choices for other in choice.others if other in choice.words] == []
    assert [other for choice in choices for other in choice.others if other != other.casefold()] == []


SHAPES = [
    pytest.param("checklists/shop/roles.yml", "people: [bob]", "people: bob", "write `people: [bob]`", id="one id"),
    pytest.param(
        "checklists/shop/roles.yml",
        "people: [bob]",
        "people: Lea Lead",
        "write `people: [a, b]`, each of them an id like qa-lead",
        id="a name in place of a list",
    ),
    pytest.param(
        "checklists/people.yml",
        "    name: Ann",
        "    phone: 0123\n    name: Ann",
        "contact details belong in `contacts:` in system.yml",
        id="a phone number",
    ),
    pytest.param(
        "checklists/shop/v1.yml",
        "      fire:\n        status: open\n        title: Fire",
        "      - title: Fire",
        "no dashes: begin each trigger with a line for its id, like `some-id:`, and put its keys below that line",
        id="a list of entries",
    ),
]


@pytest.mark.parametrize(("path", "written", "instead", "hint"), SHAPES)
def test_wrong_shape_has_a_suggestion(path: str, written: str, instead: str, hint: str, tmp_path: Path) -> None:
    """The hint about a value of the wrong shape shows the right shape."""
    lay_out(tmp_path, Files(release=RELEASE_TEXT))
    file = tmp_path / path
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, instead, 1), encoding="utf-8")
    found = run("check", "--severity", "error", "--format", "json", at=tmp_path).document["diagnostics"]
    assert [one["help"] for one in found] == [hint]


NEAR = [
    pytest.param("chekc", "check", id="two letters exchanged"),
    pytest.param("vitraka", "vitracka", id="a missing letter"),
    pytest.param("jonas", "jonas-weber", id="a first name"),
    pytest.param("Jonas", "jonas-weber", id="upper case"),
    pytest.param("nuit-tests", "unit-tests", id="the first two letters exchanged"),
]
FAR = [
    pytest.param("done", "owner", id="letters in common"),
    pytest.param("date", "at", id="a part of the word"),
    pytest.param("lea-lead", "legal-team", id="the same beginning"),
    pytest.param("pen-test", "unit-tests", id="the same end"),
    pytest.param("note", "notify-users", id="a longer word"),
]


@pytest.mark.parametrize(("word", "known"), NEAR)
def test_closest_finds_a_misspelled_or_truncated_word(word: str, known: str) -> None:
    """`closest` finds a word with a few wrong letters, or without its end."""
    assert closest(word, [known, "something-else"]) == known


@pytest.mark.parametrize(("word", "known"), FAR)
def test_closest_finds_no_unrelated_word(word: str, known: str) -> None:
    """`closest` finds no word that is only slightly similar."""
    assert closest(word, [known]) == ""


def test_suggester_lists_known_names_for_a_new_name() -> None:
    """A name without a similar known name has a hint to add it and a list of known names."""
    suggester = Suggester()
    assert suggester.help("lea", ["ann"], "add her") == "add her; known: ann"
    assert suggester.help("anm", ["ann"], "add her") == 'did you mean "ann"?'
