"""Sign-offs and waivers without git history: none counts, and each has a reason."""

from pathlib import Path

import pytest

from building import ROLES, SHOP, SIGNOFF, Files, lay_out, tidy, write_release
from gonogo.model.judgement import SignOffState, Standing, Verdict
from verdict.judging import Blocks, blockers, section

UNREAD = "not verified: there is no git history"
NO_HISTORY = Blocks("", "no-history", f"History: {UNREAD}, so sign-offs and waivers do not count")


def slot(decision: str = "", by: str = "", role: str = "cto") -> str:
    """A release with a slot for this role."""
    text = tidy(SIGNOFF).replace("    cto:", f"    {role}:")
    return write_release(text.replace("decision:", f"decision: {decision}").replace("by:", f"by: {by}"))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            Files(release=slot()),
            Standing(
                SignOffState.UNSIGNED, None, "unsigned; waits for Bob Baker", "Bob Baker fills `decision:` and `by:`"
            ),
            id="an empty slot: its holder is named",
        ),
        pytest.param(
            Files(release=slot(), roles=ROLES.replace("[bob]", "[bob, ann]")),
            Standing(
                SignOffState.UNSIGNED,
                None,
                "unsigned; waits for Bob Baker or Ann Archer",
                "Bob Baker or Ann Archer fills `decision:` and `by:`",
            ),
            id="either of two holders",
        ),
        pytest.param(
            Files(release=slot(), roles=ROLES.replace("[bob]", "")),
            Standing(
                SignOffState.UNSIGNED,
                None,
                "unsigned; nobody holds the role CTO",
                "name a holder of the role cto in checklists/shop/roles.yml",
            ),
            id="a vacant role",
        ),
        pytest.param(
            Files(release=slot("go", "bob")),
            Standing(
                SignOffState.UNJUDGED,
                None,
                f"go by Bob Baker; {UNREAD}",
                "commit the checklists in a git repository",
            ),
            id="a go",
        ),
        pytest.param(
            Files(release=slot("withdrawn", "zoe")),
            Standing(
                SignOffState.UNJUDGED,
                None,
                f"withdrawn by zoe; {UNREAD}",
                "commit the checklists in a git repository",
            ),
            id="withdrawn by an unknown person",
        ),
    ],
)
def test_slot_without_history_has_a_reason(files: Files, expected: Standing, tmp_path: Path) -> None:
    """Without history, an empty slot names its holders, and a filled slot is not verified."""
    judgement = lay_out(tmp_path, files).judgements[SHOP]
    assert list(judgement.standings.values()) == [expected]


def test_slot_with_an_unknown_role_names_the_role(tmp_path: Path) -> None:
    """The reason of a slot whose role is missing in roles.yml contains the role id."""
    judgement = lay_out(tmp_path, Files(release=slot(role="zar"))).judgements[SHOP]
    assert [one.reason for one in judgement.standings.values()] == ["unsigned; nobody holds the role zar"]


WAIVED = section("checklist", "status: waived", "waiver:", "  reason: R", "  approved_by: ann", "  until: 2026-03-01")


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        pytest.param(
            slot("go", "bob"),
            [Blocks("sign-offs/cto", "signoff-missing", f"CTO approval: go by Bob Baker; {UNREAD}")],
            id="a go",
        ),
        pytest.param(
            slot("no-go", "bob"),
            [Blocks("sign-offs/cto", "refused", "CTO approval: Bob Baker said no-go")],
            id="a no-go",
        ),
        pytest.param(
            slot("withdrawn", "bob"),
            [Blocks("sign-offs/cto", "signoff-missing", f"CTO approval: withdrawn by Bob Baker; {UNREAD}")],
            id="a withdrawn go",
        ),
        pytest.param(
            write_release(WAIVED),
            [
                Blocks("s/e", "waiver-invalid", f"E: waived by Ann Archer; {UNREAD}"),
                Blocks("s", "uncovered-section", "S: no sign-off covers this section"),
            ],
            id="a waiver",
        ),
        pytest.param(
            write_release(section("checklist", "status: na", "note: N")),
            [
                Blocks("s/e", "waiver-invalid", f"E: marked not applicable; {UNREAD}"),
                Blocks("s", "uncovered-section", "S: no sign-off covers this section"),
            ],
            id="na",
        ),
    ],
)
def test_signoff_waiver_and_na_block_without_history(release: str, expected: list[Blocks], tmp_path: Path) -> None:
    """Without history, sign-offs, waivers and na block, and the missing history blocks too."""
    judgement = lay_out(tmp_path, Files(release=release)).judgements[SHOP]
    assert (judgement.verdict, blockers(judgement)) == (Verdict.NO_GO, [*expected, NO_HISTORY])


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(Files(people="poeple:"), "checklists/people.yml", id="people"),
        pytest.param(Files(policy="format: 2"), "checklists/policy.yml", id="policy"),
        pytest.param(Files(roles="role:"), "checklists/shop/roles.yml", id="roles"),
        pytest.param(Files(system="nmae: Shop"), "checklists/shop/system.yml", id="system"),
    ],
)
def test_unreadable_registry_file_blocks_its_releases(files: Files, expected: str, tmp_path: Path) -> None:
    """A release is NO-GO if people.yml, policy.yml or a file of its system is unreadable, and the file is named."""
    judgement = lay_out(tmp_path, files).judgements[SHOP]
    assert [one.message for one in judgement.blockers if one.rule.value == "unreadable"] == [
        f"{expected}: cannot be read; see gonogo check"
    ]
    assert (judgement.verdict, judgement.progress) == (Verdict.NO_GO, (0, 1))


def test_unreadable_file_of_another_system_does_not_block(tmp_path: Path) -> None:
    """An unreadable file of another system does not block."""
    other = {"checklists/till/roles.yml": "role:", "checklists/till/system.yml": "name: Till"}
    judgement = lay_out(tmp_path, Files(others=other)).judgements[SHOP]
    assert [one for one in judgement.blockers if one.rule.value == "unreadable"] == []


def test_unreadable_release_has_a_judgement(tmp_path: Path) -> None:
    """A release that cannot be decoded is NO-GO, with a single blocker."""
    judgement = lay_out(tmp_path, Files(release="release: v1")).judgements[SHOP]
    assert (judgement.verdict, blockers(judgement)) == (
        Verdict.NO_GO,
        [Blocks("", "unreadable", "checklists/shop/v1.yml: cannot be read; see gonogo check")],
    )
