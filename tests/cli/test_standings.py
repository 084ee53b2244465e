"""`status`, `next`, `show` and `log` show whether a sign-off is valid, as text and as JSON."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from cli.contract import assert_matches_schema
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
    """The lines in the output of a command."""
    return team.run(*words, as_of=as_of).out.splitlines()


def forged(tmp_path: Path) -> Team:
    """A project in which Mallory writes a decision for Alice."""
    team = Team(tmp_path)
    team.pull(MALLORY, decide("qa", by="alice"), by=CAROL)
    return team


def test_status_of_a_release_has_a_row_for_every_sign_off(tmp_path: Path) -> None:
    """A row has slot, person, state, level and merger; decisions by other authors are above the verdict."""
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


def test_status_of_all_releases_omits_the_rows_of_sign_offs(tmp_path: Path) -> None:
    """The overview has no rows of sign-offs, but still reports decisions by other authors."""
    printed = lines(forged(tmp_path), "status")
    assert "  QA: Written by Mallory Moss, not by Alice Amber" in printed
    assert [line for line in printed if line.startswith("  Sign-offs,")] == []


def test_status_shows_a_decision_by_another_author_in_red(tmp_path: Path) -> None:
    """On a terminal, the line about a decision by another author is red."""
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
def test_status_of_a_closed_release_shows_outcome_and_verdict(
    happen: Callable[[Team], object], second: str, third: str, tmp_path: Path
) -> None:
    """The outcome is first; the overview has no blockers, because they block nothing anymore."""
    team = Team(tmp_path)
    happen(team)
    team.wait_until("2026-03-09T10:00")
    team.push(DORA, CLOSE)
    settled = "10" if "GO as of" in third and "NO-GO" not in third else "7"
    assert lines(team, "status", as_of=AFTER)[:4] == [f"DEPLOYED  shop/v1  {settled} of 10 settled", second, third, ""]


def test_status_explains_an_outcome_that_does_not_count(tmp_path: Path) -> None:
    """Status has the reason why an outcome does not count, and a code in JSON."""
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
            id="written by another person",
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
def test_next_has_the_action_for_a_sign_off(
    happen: Callable[[Team], object], expected: dict[str, str | None], tmp_path: Path
) -> None:
    """Each sign-off has an action word in JSON; other entries have none."""
    team = Team(tmp_path)
    happen(team)
    found: list[dict[str, Any]] = team.run("next", "--format", "json").document["entries"]
    actions = {entry["ref"].rpartition("/")[2]: entry["action"] for entry in found}
    assert {name: action for name, action in actions.items() if name in {"tests", "qa", "cto", "final"}} == expected


def test_next_for_a_person_shows_slots_that_are_ready_to_sign(tmp_path: Path) -> None:
    """The text has the state of each slot of the person's roles."""
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
        id="written by another person",
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
def test_show_of_a_sign_off_explains_its_state(
    happen: Callable[[Team], object], expected: list[str], tmp_path: Path
) -> None:
    """The text has the state and its reason, the author, the merger, and the next step."""
    team = Team(tmp_path)
    happen(team)
    names = {oid[:12]: f"<{name}>" for name, oid in team.make().items()}
    out = team.run("show", "qa").out
    for oid, name in names.items():
        out = out.replace(oid, name)
    shown = out.partition("\n\n")[0].splitlines()
    assert shown[next(at for at, line in enumerate(shown) if line.startswith("  status")) :] == expected


def test_show_of_a_sign_off_equals_its_status(tmp_path: Path) -> None:
    """Show and status have the same values under the same keys for a sign-off."""
    team = forged(tmp_path)
    standing = team.run("show", "qa", "--format", "json").document["entry"]["standing"]
    [release] = team.run("status", "--format", "json").document["releases"]
    [slot] = [row for row in release["signoffs"] if row["ref"].endswith("/qa")]
    assert standing == {key: value for key, value in slot.items() if key not in {"ref", "role", "by", "decision"}}


def test_log_names_signer_and_author(tmp_path: Path) -> None:
    """The log shows the signer from the file, and the author of the commit if that is another person."""
    team = Team(tmp_path, put_top(POLICY, recorded_roles="[deployment-lead]"))
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(MALLORY, decide("qa", by="alice", decision="withdrawn"))
    team.push(EVE, decide("cto", by="bob"))
    team.push(CAROL, decide("final", by="dora"))
    changes = [
        line.partition("  (")[0] for line in lines(team, "log", "--since", "2026-02-02T12:30Z") if line[:4] == "    "
    ]
    assert changes == [
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


def test_log_has_the_signer_as_a_field(tmp_path: Path) -> None:
    """In JSON and CSV, the field is null or empty for events without a decision."""
    team = Team(tmp_path)
    team.pull(ALICE, decide("qa", by="alice"), by=ANN)
    team.push(ALICE, decide("qa", by="alice", on="2026-02-03"))
    team.push(ALICE, decide("qa", by="", decision="", on=None))
    team.make()
    events = run("log", "qa", "--format", "json", at=tmp_path).document["events"]
    table = list(csv.DictReader(io.StringIO(run("log", "qa", "--format", "csv", at=tmp_path).out)))
    kinds = [("added", None), ("signed", "alice"), ("signed", "alice"), ("withdrawn", None)]
    assert [(event["kind"], event["decider"]) for event in events] == kinds
    assert [(row["kind"], row["decider"] or None) for row in table] == kinds


@pytest.mark.parametrize(
    "happen",
    [
        pytest.param(lambda team: team.sign_all(), id="signed"),
        pytest.param(
            lambda team: team.pull(MALLORY, decide("qa", by="alice"), by=CAROL), id="written by another person"
        ),
        pytest.param(
            lambda team: (team.sign_all(), team.push(CAROL, put("tests", title="Most tests pass"))), id="stale"
        ),
        pytest.param(lambda team: (team.sign_all(), team.push(DORA, CLOSE)), id="closed"),
        pytest.param(lambda team: team.pull(MALLORY, CLOSE, by=CAROL), id="closed by a person without the right"),
        pytest.param(
            lambda team: team.push(DORA, put_top(V1, deploy_at="2026-01-01"), CLOSE), id="closed, after a change of T-0"
        ),
    ],
)
def test_documents_with_history_match_their_schemas(happen: Callable[[Team], object], tmp_path: Path) -> None:
    """The documents have every key of standings, closings and next steps."""
    team = Team(tmp_path)
    happen(team)
    for command in ("status", "next"):
        assert_matches_schema(team.run(command, "--format", "json", as_of=AFTER).document)
