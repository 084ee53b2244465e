"""The schema of `gonogo/status/1`: the verdict of each release, and the reasons for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.format.decode.registry_files import LEVELS
from gonogo.format.decode.release_file import GATES, OUTCOMES
from gonogo.format.sections import BY_ID
from gonogo.model.judgement import BlockerRule, SignOffState, Verdict
from gonogo.model.release import PROSE
from gonogo.outputs.json_schemas.shapes import (
    CODE,
    COMMIT,
    COUNT,
    MOMENT,
    NUMBER,
    REF,
    REMARK,
    TEXT,
    TIME,
    YES_OR_NO,
    document,
    list_of,
    one_of,
    or_null,
    record,
)

if TYPE_CHECKING:
    from gonogo.format.value_type import Schema

VERDICT = one_of(*(verdict.value for verdict in Verdict))
SECTION_KIND = one_of(*BY_ID, PROSE)
OUTCOME = (or_null(one_of(*OUTCOMES)), "The outcome in the release's file; null while the release is open.")
SETTLED = (COUNT, "The number of counted entries that are settled.")
TOTAL = (COUNT, "The number of counted entries.")

_CHANGE = record(
    ref=(REF, "The reference of the changed content."),
    how=(one_of("changed", "added", "removed"), "The kind of change."),
    keys=(list_of(TEXT), "The keys that differ from the version that the signer saw."),
    by=(
        or_null(TEXT),
        "The id of the person who changed it; the name in the commit if the address does not belong to a person.",
    ),
    landing=(or_null(COMMIT), "The commit on main that merged the change; null if it is not on main."),
    pull_request=(or_null(NUMBER), "The number of the commit's pull request, if git has it."),
)
STANDING: dict[str, tuple[Schema, str]] = {
    "state": (one_of(*(state.value for state in SignOffState)), "The state of the sign-off."),
    "level": (
        or_null(one_of(*LEVELS)),
        "The level of the evidence; null if the slot is empty, or if the decision is pending or not verified.",
    ),
    "code": (or_null(CODE), "The reason as a word with a stable meaning; null if nothing is wrong."),
    "reason": (TEXT, "The reason, for people. Its wording can change."),
    "next_step": (or_null(TEXT), "The next step, for people; null if there is nothing to do."),
    "on": (or_null(MOMENT), "The date or time stated in the decision."),
    "ready": (YES_OR_NO, "Whether all covered entries that GO requires are settled."),
    "merged_by": (
        or_null(TEXT),
        "The person who merged the decision; null if no other person is known to have merged it.",
    ),
    "written_by": (
        or_null(TEXT),
        "The author of the decision's commit: the id of a person, or the name in the commit.",
    ),
    "commit": (or_null(COMMIT), "The commit that wrote the decision; null if it is not on main."),
    "landing": (or_null(COMMIT), "The commit on main that merged the decision."),
    "landed_at": (or_null(TIME), "The time of the landing, in UTC, by the clock of its committer."),
    "pull_request": (or_null(NUMBER), "The number of the commit's pull request, if git has it."),
    "stale_by": (list_of(_CHANGE), "The changes in the covered content since the decision."),
    "remarks": (list_of(TEXT), "Further sentences for people."),
}

_CLOSING = record(
    as_of=(TIME, "The judgement time of the release, in UTC."),
    judged_at=(COMMIT, "The landing whose files are judged."),
    landing=(COMMIT, "The landing that closed the release."),
    landed_at=(or_null(TIME), "The time of that landing, in UTC, by the clock of its committer."),
    by=(TEXT, "The person who closed the release: the id of a person, or the name in the commit."),
    remarks=(list_of(REMARK), "The irregularities of the closing."),
)
_PHASE = record(
    id=(TEXT, "The id of the phase."),
    title=(TEXT, "The title of the phase."),
    gate=(one_of(*GATES), "The point at which it must be settled: for GO, when the release is closed, or never."),
    settled=SETTLED,
    total=TOTAL,
)
_SECTION = record(
    id=(TEXT, "The id of the section."),
    title=(TEXT, "The title of the section."),
    kind=(SECTION_KIND, "The kind of its entries; `prose` if it has none."),
    phase=(TEXT, "The id of the phase that it belongs to."),
    settled=SETTLED,
    total=TOTAL,
)
_BLOCKER = record(
    ref=(REF, "The reference of the blocker."),
    rule=(one_of(*(rule.value for rule in BlockerRule)), "The rule that makes it block."),
    code=(or_null(CODE), "The reason as a word, if the git history gives it."),
    message=(TEXT, "The blocker and the reason, for people."),
)
_CONDITION = record(
    ref=(REF, "The waiver, or the go with conditions."),
    message=(TEXT, "The condition, for people."),
    instead=(or_null(TEXT), "Safeguards in effect while the waiver is active."),
    until=(or_null(TEXT), "The last day on which the waiver is valid."),
)
_SIGN_OFF = record(
    ref=(REF, "The sign-off."),
    role=(TEXT, "The role that signs."),
    by=(or_null(TEXT), "The id of the person in the decision."),
    decision=(or_null(one_of("go", "no-go", "withdrawn")), "The decision as written; null if there is no decision."),
    **STANDING,
)
_CONTRADICTION = record(
    ref=(REF, "The reference of the release, section or entry."),
    declared=(TEXT, "The declared status, verbatim."),
    message=(TEXT, "The declared and the computed state, for people."),
)
RELEASE = record(
    system=(TEXT, "The id of the system."),
    release=(TEXT, "The id of the release."),
    title=(or_null(TEXT), "The title of the release; null without a title, or if the file cannot be read."),
    verdict=(VERDICT, "Whether the release can be deployed."),
    outcome=OUTCOME,
    declared=(or_null(TEXT), "The status in an imported document, verbatim."),
    deploy_at=(or_null(MOMENT), "T-0, the planned moment of deployment."),
    progress=(record(settled=SETTLED, total=TOTAL), "The progress towards GO."),
    closed=(or_null(_CLOSING), "The closing of the release and the time of its judgement; null while it is open."),
    outcome_refusal=(or_null(REMARK), "The reason why the outcome in the file does not count; null if it counts."),
    phases=(list_of(_PHASE), "The phases in the order of the file, each with its progress."),
    sections=(list_of(_SECTION), "The sections in the order of the phases, each with its progress."),
    blockers=(list_of(_BLOCKER), "The reasons for NO-GO, the worst first."),
    conditions=(list_of(_CONDITION), "The waivers that have not ended and the goes with conditions."),
    signoffs=(list_of(_SIGN_OFF), "The sign-offs and their states."),
    contradictions=(list_of(_CONTRADICTION), "The declared statuses that claim more than the computed state."),
    overdue=(list_of(REF), "The entries that are overdue, the earliest first."),
)

STATUS = document(
    "status",
    "The output of `gonogo status --format json`, and a site's `readiness.json`.",
    releases=(list_of(RELEASE), "All releases, or the releases named on the command line."),
)
