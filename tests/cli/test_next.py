"""`gonogo next` lists the open work, with owners and due times."""

from pathlib import Path
from typing import Any

import pytest

from building import ROLES, SHOP, Files, lay_out, signed, tidy, write_release
from cli.projects import OLD, SMALL, TILL
from cli.running import AS_OF, run, run_process

SMALL_ENTRIES = [
    {
        "ref": "shop/v1#code/tests",
        "title": "Tests pass",
        "state": "open",
        "action": None,
        "lacks_evidence": False,
        "owner": ["qa-lead"],
        "due": "2026-02-20",
        "at": None,
        "moment": "2026-02-20",
        "overdue": True,
    },
    {
        "ref": "shop/v1#sign-offs/cto",
        "title": "CTO approval",
        "state": "unsigned",
        "action": "wait",
        "lacks_evidence": False,
        "owner": ["cto"],
        "due": None,
        "at": None,
        "moment": "2026-03-01T09:00+00:00",
        "overdue": False,
    },
]
BASIS = "As of 2026-03-01T08:00:00Z; no commit; sign-offs and waivers are not verified: there is no git history."
SMALL_TEXT = f"""
shop/v1#code  due Fri 20 Feb 2026, overdue
  open          tests: Tests pass  qa-lead

shop/v1#sign-offs  by T-0, Sun 1 Mar 2026, 09:00 UTC
  unsigned      cto: CTO approval  cto

2 left, 1 overdue
{BASIS}
"""


def section(name: str, kind: str, *entries: str, phase: str = "after", more: str = "") -> str:
    """A section with entries in the form `id: key=value key=value`."""
    head = f"{name}:\n  title: T\n  phase: {phase}\n  kind: {kind}\n"
    head += "".join(f"  {line}\n" for line in more.splitlines())
    body = ""
    for entry in entries:
        identifier, _, keys = entry.partition(": ")
        lines = [key.replace("=", ": ", 1) for key in keys.split()]
        body += f"    {identifier}:\n" + "".join(f"      {line}\n" for line in ("title: T", *lines))
    return f"{head}  items:\n{body}"


def list_open(root: Path, *words: str) -> list[str]:
    """The ids of the open entries, in order."""
    document: dict[str, Any] = run("next", *words, "--format", "json", *AS_OF, at=root).document
    return [entry["ref"].rpartition("/")[2] for entry in document["entries"]]


def test_next_prints_one_json_document(tmp_path: Path) -> None:
    """The document has every key for a small project."""
    lay_out(tmp_path, SMALL)
    assert run("next", "--format", "json", *AS_OF, at=tmp_path).document == {
        "schema": "gonogo/next/1",
        "head": None,
        "as_of": "2026-03-01T08:00:00Z",
        "history": "none",
        "entries": SMALL_ENTRIES,
    }


def test_next_prints_text(tmp_path: Path) -> None:
    """The text is grouped by section and due date, with state and owner, and ends with the number of entries."""
    lay_out(tmp_path, SMALL)
    assert run_process("next", *AS_OF, at=tmp_path) == (0, tidy(SMALL_TEXT), "")


LEFT = [
    pytest.param(section("s", "checklist", "a: status=open", "b: status=done"), ["a"], id="an open item"),
    pytest.param(
        section("s", "checklist", "a: status=blocked", "b: status=doing"), ["a", "b"], id="blocked and in progress"
    ),
    pytest.param(section("s", "checklist", "a: status=na", "b: status=na note=N"), ["a"], id="na without a note"),
    pytest.param(section("s", "checklist", "a: status=open", phase="fallback"), [], id="a phase that never counts"),
    pytest.param(
        section("s", "checklist", "a: status=done requires=evidence", "b: status=done", phase="after"),
        ["a"],
        id="done without required evidence",
    ),
    pytest.param(
        section("s", "triggers", "a: status=clear requires=evidence", more="decides: no-go"),
        ["a"],
        id="a clear no-go trigger without required evidence",
    ),
    pytest.param(
        section("s", "triggers", "a: status=clear requires=evidence", more="decides: rollback"),
        [],
        id="a clear rollback trigger without required evidence",
    ),
    pytest.param(section("s", "criteria", "a: status=unmet", "b: status=met"), ["a"], id="a criterion that is not met"),
    pytest.param(
        section("s", "criteria", "a: when=[t]") + section("t", "checklist", "b: status=open"),
        ["b"],
        id="a derived criterion",
    ),
    pytest.param(section("s", "notices", "a: status=open at=T-0"), ["a"], id="a notice that is not sent"),
    pytest.param(section("s", "metrics", "a: observed=", "b: observed=met"), ["a"], id="a metric that is not measured"),
    pytest.param(section("s", "procedure", "a: status=open span=0-5"), [], id="steps, which have no owner"),
    pytest.param(section("s", "triggers", "a: status=open", more="decides: rollback"), [], id="rollback triggers"),
    pytest.param(section("s", "triggers", "a: status=open", more="decides: no-go"), ["a"], id="no-go triggers"),
    pytest.param(section("s", "signoffs", "cto: decision= by="), ["cto"], id="an empty slot"),
]


@pytest.mark.parametrize(("sections", "expected"), LEFT)
def test_next_lists_entries_that_need_an_answer(sections: str, expected: list[str], tmp_path: Path) -> None:
    """Settled entries, derived entries and entries in phases that never count are left out."""
    lay_out(tmp_path, Files(release=write_release(sections)))
    assert list_open(tmp_path) == expected


def test_next_leaves_out_a_completed_parent_with_open_children(tmp_path: Path) -> None:
    """Next lists the open children of a completed parent, but not the parent, which needs no further answer."""
    nested = """
    s:
      title: S
      phase: before
      items:
        parent:
          status: done
          title: Parent
          items:
            child:
              status: open
              title: Child
    """
    lay_out(tmp_path, Files(release=write_release(nested)))
    assert list_open(tmp_path) == ["child"]


@pytest.mark.parametrize("phase", ["before", "after"])
def test_next_lists_a_completed_item_without_required_evidence(phase: str, tmp_path: Path) -> None:
    """A completed item without required evidence is listed with its state and `lacks_evidence`, in every phase."""
    nested = f"""
    s:
      title: S
      phase: {phase}
      items:
        parent:
          status: done
          title: Parent
          requires: evidence
          items:
            child:
              status: done
              title: Child
    """
    lay_out(tmp_path, Files(release=write_release(nested)))
    [entry] = run("next", "--format", "json", at=tmp_path).document["entries"]
    assert (entry["ref"], entry["state"], entry["lacks_evidence"]) == ("shop/v1#s/parent", "done", True)
    assert "  done, no evidence parent: Parent  no owner" in run("next", at=tmp_path).out.splitlines()


def test_next_leaves_out_closed_releases(tmp_path: Path) -> None:
    """Next lists no entry of a deployed or cancelled release."""
    lay_out(tmp_path, Files(others=OLD))
    document = run("next", "--format", "json", at=tmp_path).document
    assert [entry["ref"] for entry in document["entries"]] == ["shop/v1#sign-offs/cto"]


ORDERED = [
    pytest.param(
        ["a: status=open due=2026-02-20", "b: status=open due=2026-02-10"],
        ["b", "a"],
        id="dates in another order than in the file",
    ),
    pytest.param(
        ["a: status=open due=T-1d", "b: status=open due=2026-02-20", "c: status=open due=T-1mo"],
        ["c", "b", "a"],
        id="offsets and dates",
    ),
    pytest.param(
        ["a: status=open due=T+1h", "b: status=open due=T-1h", "c: status=open due=T-0"],
        ["b", "c", "a"],
        id="offsets by the hour",
    ),
    pytest.param(
        ["a: status=open", "b: status=open due=2027-01-01", "c: status=open"],
        ["b", "a", "c"],
        id="entries without a time last",
    ),
    pytest.param(
        ["a: status=open due=2026-03-01", "b: status=open due=T-1h"], ["b", "a"], id="a date, which ends with its day"
    ),
    pytest.param(
        ["b: status=open due=T-1d", "a: status=open due=T-1d"], ["b", "a"], id="equal times in the order of the file"
    ),
    pytest.param(
        ["a: status=open at=T+1d", "b: status=open at=T-1d", "c: status=open due=T-0"],
        ["b", "c", "a"],
        id="`at` if there is no due time",
    ),
]


@pytest.mark.parametrize(("entries", "expected"), ORDERED)
def test_next_sorts_entries_by_due_time(entries: list[str], expected: list[str], tmp_path: Path) -> None:
    """The earliest due time is first, both for dates and for offsets from T-0."""
    lay_out(tmp_path, Files(release=write_release(section("s", "checklist", *entries))))
    assert list_open(tmp_path) == expected


def test_next_sorts_entries_without_t_0(tmp_path: Path) -> None:
    """Without T-0, entries with dates are first, then entries with offsets, then all others."""
    entries = ("a: status=open", "b: status=open due=T+1d", "c: status=open due=T-1mo", "d: status=open due=2027-01-01")
    release = write_release(section("s", "checklist", *entries), deploy_at="")
    lay_out(tmp_path, Files(release=release))
    assert list_open(tmp_path) == ["d", "c", "b", "a"]


def test_next_sorts_entries_of_all_systems_together(tmp_path: Path) -> None:
    """The earliest entry of all systems is first."""
    later = write_release(section("s", "checklist", "late: status=open due=T-0"), deploy_at="2026-05-01")
    sooner = write_release(section("s", "checklist", "soon: status=open due=T-0"), deploy_at="2026-04-01")
    others = {**TILL, "checklists/till/2026.1.yml": sooner.replace("release: v1", "release: 2026.1")}
    lay_out(tmp_path, Files(release=later, others=others))
    assert list_open(tmp_path) == ["soon", "late"]


OWNED = section(
    "s",
    "checklist",
    "of-ann: status=open owner=ann",
    "of-qa: status=open owner=qa-lead",
    "of-both: status=open owner=[ann,bob]",
    "of-nobody: status=open",
) + section("t", "checklist", "of-section: status=open", "of-cto: status=open owner=cto", more="owner: bob")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param("ann", ["of-ann", "of-qa", "of-both"], id="a person: own entries and entries of her roles"),
        pytest.param("bob", ["cto", "of-both", "of-section", "of-cto"], id="a person with a slot to sign"),
        pytest.param("qa-lead", ["of-qa"], id="a role: only entries of the role"),
        pytest.param("cto", ["cto", "of-cto"], id="a role that has to sign"),
    ],
)
def test_next_for_a_person_or_role_lists_their_work(asked: str, expected: list[str], tmp_path: Path) -> None:
    """`--for` selects their work; the owner of a section owns its entries without an owner."""
    lay_out(tmp_path, Files(release=write_release(signed(OWNED))))
    assert sorted(list_open(tmp_path, "--for", asked)) == sorted(expected)


def test_next_for_a_person_considers_roles_per_system(tmp_path: Path) -> None:
    """A person who holds a role in one system has no work from the same role in another system."""
    till = {**TILL, "checklists/till/roles.yml": ROLES.replace("[bob]", "[ann]")}
    lay_out(tmp_path, Files(others=till))
    assert [
        entry["ref"] for entry in run("next", "--for", "bob", "--format", "json", at=tmp_path).document["entries"]
    ] == [f"{SHOP}#sign-offs/cto"]


def test_next_for_a_person_without_work_prints_a_message(tmp_path: Path) -> None:
    """For a person without open work, next prints a message and succeeds."""
    lay_out(tmp_path)
    assert run("next", "--for", "ann", *AS_OF, at=tmp_path) == (0, f"no open work for ann\n{BASIS}\n", "")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        pytest.param("qa-leed", 'did you mean "qa-lead"?', id="similar to a role"),
        pytest.param("Ann", 'did you mean "ann"?', id="similar to a person"),
        pytest.param("bob baker", 'did you mean "bob"?', id="a name"),
        pytest.param("bob@example.com", 'did you mean "bob"?', id="an e-mail address"),
        pytest.param("qa lead", 'did you mean "qa-lead"?', id="the title of a role"),
        pytest.param("zzz", "known: ann, bob, qa-lead, cto", id="not similar to any name"),
    ],
)
def test_next_refuses_an_unknown_person_or_role(asked: str, hint: str, tmp_path: Path) -> None:
    """Next refuses an unknown name, because a misspelled name must not look like a person without work."""
    lay_out(tmp_path)
    expected = f'gonogo: "{asked}" is neither a person nor a role\nhelp: {hint}\n'
    assert run("next", "--for", asked, at=tmp_path) == (2, "", expected)


def test_next_shows_a_missing_owner(tmp_path: Path) -> None:
    """The entry is listed with the words `no owner`."""
    lay_out(tmp_path, Files(release=write_release(section("s", "checklist", "a: status=open"))))
    assert run("next", *AS_OF, at=tmp_path).out == f"shop/v1#s\n  open          a: T  no owner\n\n1 left\n{BASIS}\n"


def test_next_heading_has_the_full_name_of_the_section(tmp_path: Path) -> None:
    """The heading of a section has its full name, even if an entry has the id of the release."""
    lay_out(tmp_path, Files(release=write_release(section("s", "checklist", "v1: status=open"))))
    assert run("next", at=tmp_path).out.splitlines()[0] == "shop/v1#s"


def test_next_heading_has_the_relevant_time(tmp_path: Path) -> None:
    """The time is `due`, otherwise `at`, otherwise T-0 for entries required for GO, otherwise none."""
    entries = ("a: status=open due=T-1d", "b: status=open at=T-4h", "c: status=open")
    release = write_release(
        section("s", "checklist", *entries) + section("t", "checklist", "d: status=open", phase="before")
    )
    lay_out(tmp_path, Files(release=release))
    headings = [line for line in run("next", *AS_OF, at=tmp_path).out.splitlines() if line.startswith("shop")]
    assert headings == [
        "shop/v1#s  due T-1d, Sat 28 Feb 2026, 09:00 UTC, overdue",
        "shop/v1#s  at T-4h, Sun 1 Mar 2026, 05:00 UTC, overdue",
        "shop/v1#t  by T-0, Sun 1 Mar 2026, 09:00 UTC",
        "shop/v1#s",
    ]
    document = run("next", "--format", "json", *AS_OF, at=tmp_path).document
    assert [(entry["at"], entry["moment"], entry["overdue"]) for entry in document["entries"]] == [
        (None, "2026-02-28T09:00+00:00", True),
        ("T-4h", "2026-03-01T05:00+00:00", True),
        (None, "2026-03-01T09:00+00:00", False),
        (None, None, False),
    ]
