"""Covered content: which changes of a release change the content of a sign-off, and which do not."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from building import SHOP
from gonogo.model.ids import EntryId
from gonogo.source.yaml.lenient_reader import PlainReader
from gonogo.trust.content import compare_contents, digest_content, find_content
from gonogo.trust.release_tree import NodeReader
from support.plain import parse_plain

if TYPE_CHECKING:
    from gonogo.core.nodes import PlainTree
    from gonogo.trust.content import Content

BASE = (Path(__file__).parent / "vectors" / "whole.yml").read_text(encoding="utf-8")
HASHES = {"docs/tests.md": "11", "docs/minutes.md": "22"}


def content_of(text: str | bytes, slot: str = "cto", hashes: dict[str, str] = HASHES) -> Content:
    """The content that a slot covers in a file."""
    return content_in(parse(text), slot, hashes)


def content_in(tree: PlainTree, slot: str = "cto", hashes: dict[str, str] = HASHES) -> Content:
    content = find_content(tree, SHOP, EntryId(slot), hashes.get)
    assert content is not None
    return content


def parse(text: str | bytes) -> PlainTree:
    tree = parse_plain(text.encode() if isinstance(text, str) else text)
    assert isinstance(tree, dict), tree
    return tree


def edit(*pairs: str) -> str:
    """The base release with replaced texts, each of which occurs exactly once."""
    text = BASE
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def changes(before: Content, after: Content) -> list[str]:
    """The changes as texts: type, reference, keys. There are no changes if and only if the digests are equal."""
    found = compare_contents(before, after)
    assert (digest_content(before, "a") == digest_content(after, "a")) == (not found)
    return [" ".join((one.how, str(one.ref).removeprefix(f"{SHOP}"), *one.keys)).strip() for one in found]


UNIT = "status: done\n        evidence"
SLOW_SECTION = """\
  slow:
    title: Slow
    phase: before
    kind: metrics
    items:
      latency:
        observed: 5 s
        title: Latency
        window: 1h
  prose:
"""
COVERED = {
    "status of an item": ("cto", (UNIT, UNIT.replace("done", "doing")), ["changed #code/unit-tests status"]),
    "title of an item": ("cto", ("Unit tests", "Some tests"), ["changed #code/unit-tests title"]),
    "text in a block": ("cto", ("On every machine", "On mine"), ["changed #code/unit-tests about"]),
    "note of an na": ("cto", ("No backend", "No time"), ["changed #code/backend note"]),
    "reason of a waiver": ("cto", ("reason: Late", "reason: Hurry"), ["changed #code/frontend waiver"]),
    "end of a waiver": ("cto", ("2026-04-01", "2027-04-01"), ["changed #code/frontend waiver"]),
    "link as evidence": ("cto", ("ci.example.com/1", "ci.example.com/2"), ["changed #code/unit-tests evidence"]),
    "order of a list": (
        "cto",
        ("[docs/tests.md, https://ci.example.com/1]", "[https://ci.example.com/1, docs/tests.md]"),
        ["changed #code/unit-tests evidence"],
    ),
    "observed value": ("cto", ("observed: 1%", "observed: 1.5%"), ["changed #metrics/errors observed"]),
    "target": ("cto", ("< 2%", "< 5%"), ["changed #metrics/errors target"]),
    "window of a section": (
        "cto",
        ("window: 24h", "window: 48h"),
        ["changed #metrics window", "changed #metrics/errors window"],
    ),
    "status of a step": ("cto", ("status: open\n        title: Restart", "status: done\n        title: Restart"), [
        "changed #rollback/restart status",
    ]),
    "span of a step": ("cto", ("span: 0-5", "span: 0-9"), ["changed #rollback/restart span"]),
    "last step": ("cto", ("restored_by: restart", "restored_by: other"), ["changed #rollback restored_by"]),
    "question of a trigger": ("cto", ("title: Fire", "title: Flood"), ["changed #triggers/fire title"]),
    "decision type of triggers": ("cto", ("decides: no-go", "decides: rollback"), ["changed #triggers decides"]),
    "question of a criterion": ("cto", ("title: Budget", "title: Money"), ["changed #criteria/budget title"]),
    "references of a derived criterion": ("cto", ("when: [code]", "when: [prose]"), ["changed #criteria/tested when"]),
    "derived criterion becomes an answered criterion": (
        "cto",
        ("when: [code]", "status: met"),
        ["changed #criteria/tested when"],
    ),
    "prose": ("cto", ("Be careful", "Be quick"), ["changed #prose about"]),
    "title of a section": ("cto", ("title: Code", "title: Tests"), ["changed #code title"]),
    "note of a section": (
        "cto",
        ("title: Code\n", "note: Done by hand\n    title: Code\n"),
        ["changed #code note"],
    ),
    "title of a phase": ("cto", ("title: Before", "title: Early"), ["changed #before title"]),
    "note of a phase": ("cto", ("title: Before", "note: Short\n    title: Before"), ["changed #before note"]),
    "unknown key": ("cto", ("title: Budget", "title: Budget\n        weight: 5"), ["changed #criteria/budget weight"]),
    "phase that is no longer required for GO": (
        "cto",
        ("gate: go\n    about", "gate: none\n    about"),
        [
            "removed #before",
            *(f"removed #{name}" for name in ("code", "code/unit-tests", "code/review", "code/backend")),
            *(f"removed #{name}" for name in ("code/frontend", "prose", "criteria", "criteria/budget")),
            *(f"removed #{name}" for name in ("criteria/tested", "triggers", "triggers/fire", "rollback")),
            *(f"removed #{name}" for name in ("rollback/restart", "metrics", "metrics/errors", "metrics/latency")),
        ],
    ),
    "section moved to a phase that is not required for GO": (
        "cto",
        ("title: Read this\n    phase: before", "title: Read this\n    phase: after"),
        ["removed #prose"],
    ),
    "section moved to another required phase": (
        "cto",
        ("title: Read this\n    phase: before", "title: Read this\n    phase: approval"),
        ["added #approval", "changed #prose phase"],
    ),
    "kind of a section": (
        "cto",
        ("kind: triggers", "kind: checklist"),
        ["changed #triggers kind", "changed #triggers/fire status note"],
    ),
    "section of sign-offs becomes a checklist": (
        "cto",
        ("title: Boss\n    phase: approval\n    kind: signoffs", "title: Boss\n    phase: approval"),
        ["added #approval", "added #boss", "added #boss/ceo"],
    ),
    "new entry": (
        "cto",
        ("      latency:", "      load:\n        observed:\n        title: Load\n      latency:"),
        ["added #metrics/load"],
    ),
    "new section": ("cto", ("  prose:", "  more:\n    title: More\n    phase: before\n  prose:"), ["added #more"]),
    "removed entry": (
        "cto",
        ("      latency:\n        observed:\n        title: Latency\n        window: 1h\n", ""),
        ["removed #metrics/latency"],
    ),
    "entry with another id": (
        "cto",
        ("      latency:", "      speed:"),
        ["added #metrics/speed", "removed #metrics/latency"],
    ),
    "entry in another section": (
        "cto",
        (
            "      latency:\n        observed:\n        title: Latency\n        window: 1h\n",
            "",
            "  prose:\n",
            SLOW_SECTION,
        ),
        ["added #slow", "changed #slow/latency section observed"],
    ),
    "item becomes a nested item": (
        "cto",
        ("          frontend:", "      frontend:", "            status: waived", "        status: waived",
         "            waiver:", "        waiver:", "              reason", "          reason",
         "              approved_by", "          approved_by", "              until", "          until",
         "            title: Café", "        title: Café"),
        ["changed #code/frontend section"],
    ),
    "title used as the meaning": ("cto", ("CTO approval", "CTO consent"), ["changed #leads/cto title meaning"]),
    "title of a slot with a meaning": ("qa-lead", ("title: QA Lead", "title: Boss"), ["changed #leads/qa-lead title"]),
    "meaning": ("qa-lead", ("meaning: Quality", "meaning: All"), ["changed #leads/qa-lead meaning"]),
    "role": ("cto", ("title: CTO approval", "title: CTO approval\n        role: cio"), ["changed #leads/cto role"]),
    "explanation of the slot": (
        "cto",
        ("title: CTO approval", "title: CTO approval\n        about: In person"),
        ["changed #leads/cto about"],
    ),
    "narrower covers": (
        "qa-lead",
        ("covers: [code/review, later]", "covers: [later]"),
        [
            "changed #leads/qa-lead covers",
            *("removed #before", "removed #code", "removed #code/review", "removed #code/backend"),
            "removed #code/frontend",
        ],
    ),
    "slot in another section": (
        "qa-lead",
        ("  leads:\n", "  heads:\n"),
        ["changed #heads/qa-lead section"],
    ),
    "nested item of a named item": ("qa-lead", ("No backend", "No time"), ["changed #code/backend note"]),
    "section of a named item": ("qa-lead", ("title: Code", "title: Tests"), ["changed #code title"]),
    "item by its phase": (
        "qa-lead",
        ("[code/review, later]", "[before/review, later]"),
        ["changed #leads/qa-lead covers"],
    ),
    "named section that is not required for GO": ("qa-lead", ("title: Clean up", "title: Tidy"), [
        "changed #later/cleanup title",
    ]),
    "gate of a named section": ("qa-lead", ("gate: close", "gate: none"), ["changed #after gate"]),
    "decision of a named sign-off": ("ceo", ("decision: go", "decision: no-go"), ["changed #leads/qa-lead decision"]),
    "signer of a named sign-off": ("ceo", ("by: ann", "by: bob"), ["changed #leads/qa-lead by"]),
    "covers of a named sign-off": (
        "ceo",
        ("covers: [code/review, later]", "covers: [later]"),
        ["changed #leads/qa-lead covers"],
    ),
    "evidence of a named sign-off": (
        "ceo",
        ("docs/minutes.md", "docs/other.md"),
        ["changed #leads/qa-lead evidence"],
    ),
    "T-0": ("ceo", ("T09:00+01:00", "T09:00+02:00"), ["changed  deploy_at"]),
    "day of T-0": ("ceo", ("2026-03-01T09:00+01:00", "2026-03-01"), ["changed  deploy_at"]),
    "end of the window": ("ceo", ("window_ends: 2026-03-01", "window_ends: 2026-03-02"), ["changed  window_ends"]),
    "required slot": (
        "ceo",
        ("title: Read this", "title: Read this\n    kind: signoffs\n    items:\n      cfo:\n        title: CFO"),
        ["changed  required", "removed #prose"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("slot", "pairs", "expected"), COVERED.values(), ids=COVERED)
def test_covered_change_is_reported(slot: str, pairs: tuple[str, ...], expected: list[str]) -> None:
    """A change of covered content is reported with the changed parts and keys, in document order."""
    assert changes(content_of(BASE, slot), content_of(edit(*pairs), slot)) == expected


FIRE = "status: open\n        note: Nobody looked"
DECISION = "        decision: go\n        by: ann\n        evidence: docs/minutes.md\n"
OTHER_DECISION = """\
        decision: no-go
        by: bob
        on: 2026-03-01
        seen: 0123456789abcdef
        reason: No
        conditions: Yes
        evidence: docs/other.md
        signed:
          at: now
        countersigned:
          ann:
            at: now
"""
NOT_COVERED = {
    "owner": ("cto", ("owner: ann", "owner: bob")),
    "owner of a section": ("cto", ("    owner: qa-lead", "    owner: bob")),
    "planning": ("cto", ("owner: ann", "at: T-1d\n        due: T-0\n        minutes: 5\n        declared: Done")),
    "links": ("cto", ("owner: ann", "see: https://a.example")),
    "answer of a trigger": ("cto", (FIRE, "status: fired\n        evidence: docs/fire.md\n        note: It burns")),
    "answer of a criterion": (
        "cto",
        ("open\n        title: Budget", "met\n        evidence: docs/b.md\n        note: Ok\n        title: Budget"),
    ),
    "release": ("cto", ("title: Checklist\nabout: How we deploy\n", "note: New\ntitle: List\nlead: bob\n")),
    "T-0": ("cto", ("T09:00+01:00", "T10:00+01:00", "window_ends: 2026-03-01", "window_ends: 2027-03-01")),
    "outcome": ("ceo", ("outcome:", "outcome: deployed")),
    "about of a phase": ("cto", ("Work before the day", "Work")),
    "uncovered phase": ("cto", ("title: After", "title: Then")),
    "uncovered section": ("cto", ("title: Clean up", "title: Tidy")),
    "other sign-off": ("cto", ("decision: go", "decision: no-go", "by: ann", "by: bob", "Quality", "All")),
    "section of the slot": ("cto", ("title: Leads", "note: New\n    title: Heads")),
    "phase of the slot": ("cto", ("title: Approval", "note: New\n    title: Consent")),
    "decision of the slot": ("qa-lead", (DECISION, OTHER_DECISION)),
    "unnamed item": ("qa-lead", ("Unit tests", "Some tests")),
    "countersignature of a named sign-off": (
        "ceo",
        ("by: ann", "by: ann\n        countersigned:\n          bob:\n            at: now"),
    ),
    "decision of a final authorization": ("ceo", ("by:\n        title: CEO", "by: bob\n        title: CEO")),
    "same time in another zone": ("ceo", ("2026-03-01T09:00+01:00", "2026-03-01T08:00:00Z")),
}  # fmt: skip


@pytest.mark.parametrize(("slot", "pairs", "expected"), COVERED.values(), ids=COVERED)
def test_content_is_the_same_for_shared_mappings(slot: str, pairs: tuple[str, ...], expected: list[str]) -> None:
    """Versions that share unchanged mappings have the same contents as separately read versions."""
    reader, nodes = PlainReader(), NodeReader()
    contents = []
    for text in (BASE, edit(*pairs), BASE):
        tree = reader.read(text.encode())
        assert isinstance(tree, dict)
        contents.append(find_content(tree, SHOP, EntryId(slot), HASHES.get, nodes))
    assert contents == [content_of(text, slot) for text in (BASE, edit(*pairs), BASE)]
    assert (contents[0] != contents[1]) is bool(expected)


@pytest.mark.parametrize(("slot", "pairs"), NOT_COVERED.values(), ids=NOT_COVERED)
def test_change_outside_the_coverage_is_not_reported(slot: str, pairs: tuple[str, ...]) -> None:
    """A change outside the coverage does not change the content."""
    assert changes(content_of(BASE, slot), content_of(edit(*pairs), slot)) == []


BUDGET = "      budget:\n        status: open\n        title: Budget\n"
PROSE = "  prose:\n    title: Read this\n    phase: before\n    about: Be careful\n"
WRITTEN = {
    "comment": edit("  code:", "  # the code\n  code:"),
    "line ends": BASE.replace("\n", "\r\n"),
    "decomposed": unicodedata.normalize("NFD", BASE),
    "quotes": edit("title: Unit tests pass", "title: 'Unit tests pass'", "title: Fire", 'title: "F\\x69re"'),
    "joined lines": edit("about: Be careful", "about: >-\n      Be\n      careful"),
    "end of a block": edit("about: |\n", "about: |-\n"),
    "ends of a block": edit("about: |\n", "about: |+\n", "every machine.\n", "every machine.\n\n\n"),
    "line ends at the end": edit("about: Be careful", 'about: "Be careful\\r\\n\\r\\n"'),
    "list in lines": edit("covers: [code/review, later]", "covers:\n          - code/review\n          - later"),
    "gaps": edit("title: Budget", "title: Budget\n        about:\n        evidence: []\n        expect: ''"),
    "default kind": edit("title: Code\n", "title: Code\n    kind: checklist\n"),
    "gap in place of a default": edit("title: Code\n", "title: Code\n    kind:\n"),
    "default window": edit("target: < 2%", "target: < 2%\n        window: 24h"),
    "default role": edit("title: CTO approval\n", "title: CTO approval\n        role: cto\n"),
    "default meaning": edit("title: CTO approval\n", "title: CTO approval\n        meaning: CTO approval\n"),
    "default covers": edit("title: CTO approval\n", "title: CTO approval\n        covers: [all]\n"),
    "order of keys": edit("title: Restart\n        span: 0-5", "span: 0-5\n        title: Restart"),
    "order of entries": edit(BUDGET, "", "        title: Tested\n", f"        title: Tested\n{BUDGET}"),
    "order of sections": edit(PROSE, "") + PROSE,
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("slot", ["cto", "qa-lead", "ceo"])
def test_notation_is_not_covered(text: str, slot: str) -> None:
    """The content does not depend on the notation of the values."""
    assert text != BASE
    assert changes(content_of(BASE, slot), content_of(text, slot)) == []


def test_title_of_a_change_is_that_of_its_part() -> None:
    """A change has the newer title of its part, the older title of a removed part, or the id without a title."""
    untitled = edit("title: Budget", "run: make")
    titles = [one.title for one in compare_contents(content_of(BASE), content_of(untitled))]
    gone = edit(BUDGET, "")
    titles += [one.title for one in compare_contents(content_of(BASE), content_of(gone))]
    later = edit("T09:00+01:00", "T09:00Z")
    titles += [one.title for one in compare_contents(content_of(BASE, "ceo"), content_of(later, "ceo"))]
    assert titles == ["budget", "Budget", "Checklist"]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        pytest.param(BASE, "cfo", id="no-such-entry"),
        pytest.param(BASE, "unit-tests", id="an-item"),
        pytest.param(BASE, "leads", id="a-section"),
        pytest.param(edit("kind: signoffs\n    items:\n      qa", "items:\n      qa"), "cto", id="a-checklist"),
        pytest.param("title: x\n", "cto", id="no-sections"),
        pytest.param("sections: cto\n", "cto", id="odd-sections"),
    ],
)  # fmt: skip
def test_version_without_the_slot_has_no_content(text: str, slot: str) -> None:
    """A version without the sign-off has no content for it."""
    assert find_content(parse(text), SHOP, EntryId(slot), HASHES.get) is None
