"""Commands say whether a sign-off counts: `status`, `next`, `show` and `log`, for people and for programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from cli.contract import assert_fits
from cli.running import run
from edits import POLICY, V1, decide, put, put_top
from shop import ALICE, ANN, BOB, CAROL, DORA, EVE, MALLORY
from team import AFTER, BEFORE, Team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLOSE = put_top(V1, outcome="deployed")
CLOSED = "  Deployed; closed on Mon 9 Mar 2026 by Dora Dunn."
RED, PLAIN = "\x1b[31m\x1b[1m", "\x1b[0m"


def lines(team: Team, *words: str, as_of: str = BEFORE) -> list[str]:
    """The lines that a command prints."""
    return team.run(*words, as_of=as_of).out.splitlines()


def forged(tmp_path: Path) -> Team:
    """Mallory signs for Alice."""
    team = Team(tmp_path)
    team.pull(MALLORY, decide("qa", by="alice"), by=CAROL)
    return team


def test_status_of_a_release_has_a_row_for_every_sign_off(tmp_path: Path) -> None:
    """Slot, person, state, level, and who else merged it; what was written by another is said before the verdict."""
    team = forged(tmp_path)
    team.pull(BOB, decide("cto", by="bob"), by=ANN)
    team.push(DORA, decide("final", by="dora"))
    assert lines(team, "status", "shop/v1")[:-2] == [
        "NO-GO  shop/v1  8 of 10 settled",
        "  Shop v1; T-0 is Mon 2 Mar 2026, 09:00 UTC",
        "  QA: Written by Mallory Moss, not by Alice Amber",
        "  This release cannot be deployed. 2 blockers in 1 group.",
        "  - 2 of 3 sign-offs are not valid",
        "      QA: Mallory Moss wrote this decision, not Alice Amber  (#approvals/qa)",
        "      Final authorization: it covers sign-offs that are not valid: approvals  (#authorization/final)",
        "  Sign-offs, 1 of 3 valid:",
        "      QA                   Alice Amber  written by another  claimed, merged by Carol Clay",
        "      CTO                  Bob Baker    go                  attributed, merged by Ann Archer",
        "      Final authorization  Dora Dunn    go, too early       attributed",
    ]


def test_status_of_all_releases_has_no_rows_of_sign_offs(tmp_path: Path) -> None:
    """It stays short, and says what was written by another all the same."""
    said = lines(forged(tmp_path), "status")
    assert "  QA: Written by Mallory Moss, not by Alice Amber" in said
    assert [line for line in said if line.startswith("  Sign-offs,")] == []


def test_status_says_in_red_what_was_written_by_another(tmp_path: Path) -> None:
    """On a terminal, before everything else."""
    team = forged(tmp_path)
    team.make()
    out = run("status", "shop/v1", "--as-of", BEFORE, at=tmp_path, on_terminal=True).out
    assert f"{RED}  QA: Written by Mallory Moss, not by Alice Amber{PLAIN}" in out


@pytest.mark.parametrize(
    ("happen", "second", "third"),
    [
        pytest.param(
            lambda team: team.sign_all(),
            "  Shop v1; T-0 was Mon 2 Mar 2026, 09:00 UTC",
            f"{CLOSED} The verdict was GO as of T-0, Mon 2 Mar 2026, 09:00 UTC.",
            id="GO",
        ),
        pytest.param(
            lambda team: team.push(CAROL, put_top(V1, deploy_at="")),
            "  Shop v1; T-0 was not planned",
            f"{CLOSED} The verdict was NO-GO when it was closed.",
            id="NO-GO, without a planned time",
        ),
    ],
)
def test_status_of_a_closed_release_says_its_outcome_and_its_verdict(
    happen: Callable[[Team], object], second: str, third: str, tmp_path: Path
) -> None:
    """The outcome first; without being asked for, no reasons, which block nothing any more."""
    team = Team(tmp_path)
    happen(team)
    team.wait_until("2026-03-09T10:00")
    team.push(DORA, CLOSE)
    settled = "10" if "GO as of" in third and "NO-GO" not in third else "7"
    assert lines(team, "status", as_of=AFTER)[:4] == [f"DEPLOYED  shop/v1  {settled} of 10 settled", second, third, ""]


def test_status_of_an_outcome_that_does_not_count_says_why(tmp_path: Path) -> None:
    """In the words of history, and in JSON with a code."""
    team = Team(tmp_path)
    team.pull(MALLORY, CLOSE, by=CAROL)
    why = "Mallory Moss wrote “deployed”, but may not close or reopen the release"
    assert f"  Outcome: {why}" in lines(team, "status")
    [release] = team.run("status", "--format", "json").document["releases"]
    assert release["outcome_refusal"] == {"code": "outcome-not-authorised", "message": why}


@pytest.mark.parametrize(
    ("happen", "expected"),
    [
        pytest.param(lambda _: None, {"qa": "sign", "cto": "sign", "final": "wait"}, id="ready"),
        pytest.param(
            lambda team: team.push(CAROL, put("tests", status="open")),
            {"tests": None, "qa": "wait", "cto": "wait", "final": "wait"},
            id="an item is open",
        ),
        pytest.param(
            lambda team: (
                team.pull(ALICE, decide("qa", by="alice"), by=ANN),
                team.push(CAROL, put("tests", title="Most tests pass")),
            ),
            {"qa": "sign-again", "cto": "sign", "final": "wait"},
            id="stale",
        ),
        pytest.param(
            lambda team: team.pull(MALLORY, decide("qa", by="alice"), by=ANN),
            {"qa": "decide-again", "cto": "sign", "final": "wait"},
            id="written by another",
        ),
        pytest.param(
            lambda team: team.write(decide("qa", by="alice")),
            {"qa": "merge", "cto": "sign", "final": "wait"},
            id="not committed",
        ),
        pytest.param(
            lambda team: (team.pull(ALICE, decide("qa", by="alice"), by=ANN), team.sign_rest()), {}, id="all signed"
        ),
    ],
)
def test_next_says_what_to_do_about_a_sign_off(
    happen: Callable[[Team], object], expected: dict[str, str | None], tmp_path: Path
) -> None:
    """One word for programs in each row of a sign-off, and none in the others."""
    team = Team(tmp_path)
    happen(team)
    found: list[dict[str, Any]] = team.run("next", "--format", "json").document["entries"]
    gated = {one["ref"].rpartition("/")[2]: one["action"] for one in found}
    assert {name: action for name, action in gated.items() if name in {"tests", "qa", "cto", "final"}} == expected


def test_next_for_a_person_says_what_that_person_can_sign_now(tmp_path: Path) -> None:
    """In words, for the roles that the person holds."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(CAROL, put("tests", title="Most tests pass"))
    rows = {person: lines(team, "next", "--for", person)[1] for person in ("alice", "bob", "dora")}
    assert rows == {
        "alice": "  sign again    qa: QA  qa-lead",
        "bob": "  ready to sign cto: CTO  cto",
        "dora": "  unsigned      final: Final authorization  deployment-lead",
    }


SHOWN = [
    pytest.param(
        lambda team: team.pull(ALICE, decide("qa", by="alice"), by=ANN),
        [
            "  status: go: Alice Amber wrote the commit, and holds the role",
            "  level: attributed",
            "  written by: Alice Amber  (<6: change by alice> #3)",
            "  merged by: Ann Archer",
            "  next level: sign the commit with an SSH key that people.yml lists for Alice Amber",
        ],
        id="valid",
    ),
    pytest.param(
        lambda team: team.pull(MALLORY, decide("qa", by="alice"), by=MALLORY),
        [
            "  status: written by Mallory Moss, not by Alice Amber",
            "  level: claimed",
            "  written by: Mallory Moss  (<6: change by mallory> #3)",
            "  merged by: no other person, according to git",
            "  to do: ask Alice Amber to decide again, in a commit of their own",
            "  blocks: Mallory Moss wrote this decision, not Alice Amber",
        ],
        id="written by another",
    ),
    pytest.param(
        lambda _: None,
        [
            "  status: ready to sign: unsigned; waits for Alice Amber",
            "  to do: Alice Amber fills `decision:` and `by:`",
            "  blocks: unsigned; waits for Alice Amber",
        ],
        id="ready",
    ),
    pytest.param(
        lambda team: team.write(decide("qa", by="alice")),
        [
            "  status: go by Alice Amber, not on main yet",
            "  to do: merge it into main",
            "  blocks: go by Alice Amber, not on main yet",
        ],
        id="not committed",
    ),
]


@pytest.mark.parametrize(("happen", "expected"), SHOWN)
def test_show_of_a_sign_off_says_its_standing(
    happen: Callable[[Team], object], expected: list[str], tmp_path: Path
) -> None:
    """Whether it counts and why, who wrote and who merged it, and the next step."""
    team = Team(tmp_path)
    happen(team)
    names = {oid[:12]: f"<{name}>" for name, oid in team.make().items()}
    out = team.run("show", "qa").out
    for oid, name in names.items():
        out = out.replace(oid, name)
    said = out.partition("\n\n")[0].splitlines()
    assert said[next(at for at, line in enumerate(said) if line.startswith("  status")) :] == expected


def test_show_of_a_sign_off_is_what_status_says_of_it(tmp_path: Path) -> None:
    """The same standing, with the same keys."""
    team = forged(tmp_path)
    standing = team.run("show", "qa", "--format", "json").document["entry"]["standing"]
    [release] = team.run("status", "--format", "json").document["releases"]
    [slot] = [one for one in release["signoffs"] if one["ref"].endswith("/qa")]
    assert standing == {key: value for key, value in slot.items() if key not in {"ref", "role", "by", "decision"}}


def test_log_names_the_decider_beside_the_author(tmp_path: Path) -> None:
    """Who decided by the file, and whoever wrote the commit if that is somebody else."""
    team = Team(tmp_path, put_top(POLICY, recorded_roles="[deployment-lead]"))
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(MALLORY, decide("qa", by="alice", decision="withdrawn"))
    team.push(EVE, decide("cto", by="bob"))
    team.push(CAROL, decide("final", by="dora"))
    said = [
        line.partition("  (")[0] for line in lines(team, "log", "--since", "2026-02-02T12:30Z") if line[:4] == "    "
    ]
    assert said == [
        "    signed decision: empty → go, by alice",
        "    withdrawn decision: go → withdrawn, by alice",
        "    written by Mallory Moss, not by alice",
        "    signed decision: empty → go, by bob",
        "    written by Eve Elder (not in people.yml)",
        "    signed decision: empty → go, by dora",
        "    recorded by Carol Clay",
    ]
    out = run("log", "qa", at=tmp_path, on_terminal=True).out
    assert f"    {RED}written by Mallory Moss, not by alice{PLAIN}" in out.splitlines()


def test_log_has_the_decider_as_a_field(tmp_path: Path) -> None:
    """In JSON and in the table, null or empty for every event that decides nothing."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ALICE, decide("qa", by="alice", on="2026-02-03"))
    team.push(ALICE, decide("qa", by="", decision="", on=None))
    team.make()
    events = run("log", "qa", "--format", "json", at=tmp_path).document["events"]
    table = list(csv.DictReader(io.StringIO(run("log", "qa", "--format", "csv", at=tmp_path).out)))
    kinds = [("added", None), ("signed", "alice"), ("signed", "alice"), ("withdrawn", None)]
    assert [(one["kind"], one["decider"]) for one in events] == kinds
    assert [(row["kind"], row["decider"] or None) for row in table] == kinds


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.sign_all(), id="signed"),
        pytest.param(lambda team: team.pull(MALLORY, decide("qa", by="alice"), by=CAROL), id="written by another"),
        pytest.param(
            lambda team: (team.sign_all(), team.push(CAROL, put("tests", title="Most tests pass"))), id="stale"
        ),
        pytest.param(lambda team: (team.sign_all(), team.push(DORA, CLOSE)), id="closed"),
        pytest.param(lambda team: team.pull(MALLORY, CLOSE, by=CAROL), id="closed by somebody who may not"),
        pytest.param(
            lambda team: team.push(DORA, put_top(V1, deploy_at="2026-01-01"), CLOSE), id="closed, with a moved time"
        ),
    ],
)
def test_documents_of_a_history_fit_the_contract(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """Every key of the standings, of the closing, and of what is next."""
    team = Team(tmp_path)
    happen(team)
    for command in ("status", "next"):
        assert_fits(team.run(command, "--format", "json", as_of=AFTER).document)
