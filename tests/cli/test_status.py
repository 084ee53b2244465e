"""`gonogo status` shows the verdict of each release, and the reasons for NO-GO."""

from pathlib import Path
from typing import Any

import pytest

from building import Files, lay_out, signed, tidy, write_release
from cli.projects import CODE, OLD, SETTLED, SMALL, TILL, UNREADABLE
from cli.running import AS_OF, run, run_process

SMALL_RELEASE: dict[str, Any] = {
    "system": "shop",
    "release": "v1",
    "title": "Checklist",
    "verdict": "NO-GO",
    "outcome": None,
    "declared": "READY ✅",
    "deploy_at": "2026-03-01T09:00+00:00",
    "progress": {"settled": 1, "total": 3},
    "closed": None,
    "outcome_refusal": None,
    "phases": [
        {"id": "before", "title": "Before", "gate": "go", "settled": 1, "total": 3},
        {"id": "after", "title": "After", "gate": "close", "settled": 0, "total": 0},
        {"id": "fallback", "title": "Fallback", "gate": "none", "settled": 0, "total": 0},
    ],
    "sections": [
        {"id": "code", "title": "Code", "kind": "checklist", "phase": "before", "settled": 1, "total": 2},
        {"id": "sign-offs", "title": "Sign-offs", "kind": "signoffs", "phase": "before", "settled": 0, "total": 1},
        {"id": "read-me", "title": "Read me", "kind": "prose", "phase": "fallback", "settled": 0, "total": 0},
    ],
    "blockers": [
        {
            "ref": "shop/v1#sign-offs/cto",
            "rule": "signoff-missing",
            "code": None,
            "message": "CTO approval: unsigned; waits for Bob Baker",
        },
        {"ref": "shop/v1#code/tests", "rule": "entry-open", "code": None, "message": "Tests pass: open"},
        {
            "ref": "shop/v1",
            "rule": "no-history",
            "code": None,
            "message": "History: not verified: there is no git history, so sign-offs and waivers do not count",
        },
    ],
    "conditions": [],
    "signoffs": [
        {
            "ref": "shop/v1#sign-offs/cto",
            "role": "cto",
            "by": None,
            "decision": None,
            "state": "unsigned",
            "level": None,
            "code": None,
            "reason": "unsigned; waits for Bob Baker",
            "next_step": "Bob Baker fills `decision:` and `by:`",
            "on": None,
            "ready": False,
            "merged_by": None,
            "written_by": None,
            "commit": None,
            "landing": None,
            "landed_at": None,
            "pull_request": None,
            "stale_by": [],
            "remarks": [],
        }
    ],
    "contradictions": [
        {
            "ref": "shop/v1",
            "declared": "READY ✅",
            "message": '"Checklist" is declared "READY ✅", but the verdict is NO-GO',
        },
        {
            "ref": "shop/v1#code/tests",
            "declared": "✅",
            "message": '"Tests pass" is declared "✅", but is open',
        },
    ],
    "overdue": ["shop/v1#code/tests"],
}
SMALL_TEXT = """
NO-GO  shop/v1  1 of 3 settled
  Checklist; T-0 is Sun 1 Mar 2026, 09:00 UTC
  The document declares itself "READY ✅".
  This release cannot be deployed. 3 blockers in 3 groups.
  - 1 of 1 sign-off is missing
      CTO approval: unsigned; waits for Bob Baker  (#sign-offs/cto)
  - 1 item is not settled
      Tests pass: open  (#code/tests)
  - Sign-offs are not verified
      History: not verified: there is no git history, so sign-offs and waivers do not count
  - 1 entry is overdue
      Tests pass: since Fri 20 Feb 2026  (#code/tests)
  - The declared and the computed status disagree
      "Checklist" is declared "READY ✅", but the verdict is NO-GO
      "Tests pass" is declared "✅", but is open

As of 2026-03-01T08:00:00Z; no commit; sign-offs and waivers are not verified: there is no git history.
"""
WAIVED = """
code:
  title: Code
  phase: before
  items:
    lint:
      status: waived
      waiver:
        reason: No mirror
        approved_by: ann
        until: 2026-03-01
        instead: A second pair of eyes
      title: Lint
"""


def rules(document: dict[str, Any]) -> list[list[str]]:
    """The rules of the blockers of each release."""
    return [[blocker["rule"] for blocker in release["blockers"]] for release in document["releases"]]


def test_status_prints_one_json_document(tmp_path: Path) -> None:
    """The document has every key for a small project."""
    lay_out(tmp_path, SMALL)
    assert run("status", "--format", "json", *AS_OF, at=tmp_path).document == {
        "schema": "gonogo/status/1",
        "head": None,
        "as_of": "2026-03-01T08:00:00Z",
        "history": "none",
        "releases": [SMALL_RELEASE],
    }


def test_status_process_prints_the_same_document(tmp_path: Path) -> None:
    """The installed program prints the same document as the function."""
    lay_out(tmp_path, SMALL)
    ran = run_process("status", "--format", "json", *AS_OF, at=tmp_path)
    assert (ran.code, ran.document["releases"]) == (0, [SMALL_RELEASE])


def test_status_prints_text(tmp_path: Path) -> None:
    """The text has verdict, progress, plan, grouped blockers with their anchors, contradictions and time."""
    lay_out(tmp_path, SMALL)
    assert run("status", *AS_OF, at=tmp_path) == (0, tidy(SMALL_TEXT), "")


def test_status_of_an_unreadable_release_is_no_go(tmp_path: Path) -> None:
    """The release is listed with unknown values, and its only blocker is the unreadable file."""
    lay_out(tmp_path, UNREADABLE)
    assert run("status", "--format", "json", at=tmp_path).document["releases"] == [
        {
            "system": "shop",
            "release": "v1",
            "title": None,
            "verdict": "NO-GO",
            "outcome": None,
            "declared": None,
            "deploy_at": None,
            "progress": {"settled": 0, "total": 0},
            "closed": None,
            "outcome_refusal": None,
            "phases": [],
            "sections": [],
            "blockers": [
                {
                    "ref": "shop/v1",
                    "rule": "unreadable",
                    "code": None,
                    "message": "checklists/shop/v1.yml: cannot be read; see gonogo check",
                }
            ],
            "conditions": [],
            "signoffs": [],
            "contradictions": [],
            "overdue": [],
        }
    ]


def test_status_of_a_filled_slot_without_history_is_unjudged(tmp_path: Path) -> None:
    """A go that gonogo cannot verify has no level, and does not count."""
    lay_out(tmp_path, SETTLED)
    (release,) = run("status", "--format", "json", at=tmp_path).document["releases"]
    assert (release["verdict"], release["signoffs"]) == (
        "NO-GO",
        [
            {
                "ref": "shop/v1#sign-offs/cto",
                "role": "cto",
                "by": "bob",
                "decision": "go",
                "state": "unjudged",
                "level": None,
                "code": None,
                "reason": "go by Bob Baker; not verified: there is no git history",
                "next_step": "commit the checklists in a git repository",
                "on": None,
                "ready": True,
                "merged_by": None,
                "written_by": None,
                "commit": None,
                "landing": None,
                "landed_at": None,
                "pull_request": None,
                "stale_by": [],
                "remarks": [],
            }
        ],
    )


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        pytest.param((), ["shop/v0", "shop/v1", "till/2026.1"], id="everything, closed releases too"),
        pytest.param(("shop",), ["shop/v0", "shop/v1"], id="a system: all its releases"),
        pytest.param(("shop/v0",), ["shop/v0"], id="a closed release"),
        pytest.param(("shop/v1",), ["shop/v1"], id="an open release"),
        pytest.param(("till",), ["till/2026.1"], id="another system"),
    ],
)
def test_status_shows_the_given_system_or_release(reference: tuple[str, ...], shown: list[str], tmp_path: Path) -> None:
    """Without an argument, status shows all releases, sorted by system and release."""
    lay_out(tmp_path, Files(others={**OLD, **TILL}))
    document = run("status", *reference, "--format", "json", at=tmp_path).document
    assert [f"{release['system']}/{release['release']}" for release in document["releases"]] == shown


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(
            "2026-03-01T23:59Z",
            ["waived by Ann Archer; not verified: there is no git history"],
            id="last day of the waiver",
        ),
        pytest.param("2026-03-02", ["the waiver ended on 2026-03-01"], id="day after the waiver"),
    ],
)
def test_status_evaluates_at_the_given_time(as_of: str, expected: list[str], tmp_path: Path) -> None:
    """Status evaluates the verdict at the time in `--as-of`, when a waiver can have ended."""
    lay_out(tmp_path, Files(release=write_release(signed(WAIVED))))
    (release,) = run("status", "--format", "json", "--as-of", as_of, at=tmp_path).document["releases"]
    messages = [blocker["message"] for blocker in release["blockers"] if blocker["rule"] == "waiver-invalid"]
    assert messages == [f"Lint: {message}" for message in expected]


def test_status_lists_all_blockers_only_for_a_single_release(tmp_path: Path) -> None:
    """The overview is short, and shows the number of omitted blockers."""
    items = "".join(f"    item-{number}:\n      status: open\n      title: Item {number}\n" for number in range(5))
    section = f"code:\n  title: Code\n  phase: before\n  items:\n{items}"
    lay_out(tmp_path, Files(release=write_release(signed(section))))
    overview, one = (run("status", *reference, *AS_OF, at=tmp_path).out for reference in ((), ("shop/v1",)))
    assert [line.strip() for line in overview.splitlines() if "tem" in line] == [
        "- 5 items are not settled",
        *(f"Item {number}: open  (#code/item-{number})" for number in range(3)),
    ]
    assert "      … and 2 more: gonogo status shop/v1" in overview.splitlines()
    assert [line.strip() for line in one.splitlines() if "Item" in line] == [
        f"Item {number}: open  (#code/item-{number})" for number in range(5)
    ]


def test_status_without_releases_names_their_path(tmp_path: Path) -> None:
    """In a new project, status shows the path of the first checklist."""
    (tmp_path / "checklists").mkdir()
    assert run("status", *AS_OF, at=tmp_path).out.splitlines() == [
        "no release yet: a checklist is a file checklists/<system>/<release>.yml; see gonogo check",
        "As of 2026-03-01T08:00:00Z; no commit; sign-offs and waivers are not verified: there is no git history.",
    ]


def test_status_of_a_closed_release_shows_the_outcome_first(tmp_path: Path) -> None:
    """The outcome of a closed release is first; without history, the verdict is not verified."""
    lay_out(tmp_path, Files(release=write_release(signed(CODE), outcome="rolled-back")))
    assert run("status", at=tmp_path).out.splitlines()[:3] == [
        "ROLLED BACK  shop/v1  1 of 3 settled",
        "  Checklist; T-0 was Sun 1 Mar 2026, 09:00 UTC",
        "  Rolled back. The verdict is not verified.",
    ]
    assert run("status", "--format", "json", at=tmp_path).document["releases"][0]["outcome"] == "rolled-back"


@pytest.mark.parametrize("as_of", ["2026-03-01", "2026-03-02"], ids=["last day of the waiver", "day after the waiver"])
def test_status_lists_only_valid_waivers_as_conditions(as_of: str, tmp_path: Path) -> None:
    """A waiver that is not verified or has ended is a blocker, not a condition."""
    lay_out(tmp_path, Files(release=write_release(signed(WAIVED))))
    (release,) = run("status", "--format", "json", "--as-of", as_of, at=tmp_path).document["releases"]
    assert release["conditions"] == []
    assert "waiver-invalid" in [blocker["rule"] for blocker in release["blockers"]]


def test_status_lists_an_ended_waiver_as_a_blocker(tmp_path: Path) -> None:
    """The text shows the end of the waiver, and no condition."""
    lay_out(tmp_path, Files(release=write_release(signed(WAIVED))))
    out = run("status", "--as-of", "2026-03-02", at=tmp_path).out
    assert "      Lint: the waiver ended on 2026-03-01  (#code/lint)" in out.splitlines()
    assert "waived: No mirror" not in out


def test_status_lists_open_releases_first(tmp_path: Path) -> None:
    """A closed release never comes before an open release, even if its id is smaller."""
    lay_out(tmp_path, Files(release=SMALL.release, others=OLD))
    lines = run("status", *AS_OF, at=tmp_path).out.splitlines()
    assert [line.split("  ")[1] for line in lines if line.endswith(" settled") and "/" in line] == [
        "shop/v1",
        "shop/v0",
    ]
