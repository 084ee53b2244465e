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
OUTCOME = (or_null(one_of(*OUTCOMES)), "What became of it, as the file has it; null while it is open.")
SETTLED = (COUNT, "How many of the entries that count are settled.")
TOTAL = (COUNT, "How many entries count.")

_CHANGE = record(
    ref=(REF, "What has changed."),
    how=(one_of("changed", "added", "removed"), "How it has changed."),
    keys=(list_of(TEXT), "The keys that differ from what the signer saw."),
    by=(
        or_null(TEXT),
        "The id of the person who changed it; the name in the commit if its address belongs to no person.",
    ),
    landing=(or_null(COMMIT), "The commit on main that merged the change; null if it is not on main."),
    pull_request=(or_null(NUMBER), "The number of its pull request, if git knows it."),
)
STANDING: dict[str, tuple[Schema, str]] = {
    "state": (one_of(*(state.value for state in SignOffState)), "What the sign-off is."),
    "level": (
        or_null(one_of(*LEVELS)),
        "How strong the evidence is; null if the slot is empty, or the decision pending or not verified.",
    ),
    "code": (or_null(CODE), "The reason as a word that never changes its meaning; null if nothing is wrong."),
    "reason": (TEXT, "The reason for people; its wording can change."),
    "next_step": (or_null(TEXT), "What to do, for people; null if there is nothing to do."),
    "on": (or_null(MOMENT), "The date or time that the decision gives itself."),
    "ready": (YES_OR_NO, "Whether everything that it covers, and that GO requires, is settled."),
    "merged_by": (or_null(TEXT), "Who merged the decision; null if nobody else is known to have merged it."),
    "written_by": (
        or_null(TEXT),
        "Who wrote the commit of the decision: the id of a person, or the name in the commit.",
    ),
    "commit": (or_null(COMMIT), "The commit that wrote the decision; null if it is not on main."),
    "landing": (or_null(COMMIT), "The commit on main that merged the decision."),
    "landed_at": (or_null(TIME), "The time of the landing, in UTC, by the clock of its committer."),
    "pull_request": (or_null(NUMBER), "The number of its pull request, if git knows it."),
    "stale_by": (list_of(_CHANGE), "What has changed in the covered content since the decision."),
    "remarks": (list_of(TEXT), "Further sentences for people."),
}

_CLOSING = record(
    as_of=(TIME, "The time as of which the release is judged, in UTC."),
    judged_at=(COMMIT, "The landing whose files are judged."),
    landing=(COMMIT, "The landing that closed the release."),
    landed_at=(or_null(TIME), "The time of that landing, in UTC, by the clock of its committer."),
    by=(TEXT, "Who closed it: the id of a person, or the name in the commit."),
    remarks=(list_of(REMARK), "What was unusual about the closing."),
)
_PHASE = record(
    id=(TEXT, "The id of the phase."),
    title=(TEXT, "The title of the phase."),
    gate=(one_of(*GATES), "When it has to be settled: for GO, when the release is closed, or never."),
    settled=SETTLED,
    total=TOTAL,
)
_SECTION = record(
    id=(TEXT, "The id of the section."),
    title=(TEXT, "The title of the section."),
    kind=(SECTION_KIND, "What its entries are; `prose` if it has none."),
    phase=(TEXT, "The id of the phase that it belongs to."),
    settled=SETTLED,
    total=TOTAL,
)
_BLOCKER = record(
    ref=(REF, "What blocks."),
    rule=(one_of(*(rule.value for rule in BlockerRule)), "The rule by which it blocks."),
    code=(or_null(CODE), "The reason as a word, if the git history gives it."),
    message=(TEXT, "What blocks and why, for people."),
)
_CONDITION = record(
    ref=(REF, "The waiver, or the go with conditions."),
    message=(TEXT, "The condition, for people."),
    instead=(or_null(TEXT), "Safeguards in effect while the waiver is active."),
    until=(or_null(TEXT), "The last day on which it is valid."),
)
_SIGN_OFF = record(
    ref=(REF, "The sign-off."),
    role=(TEXT, "The role that signs."),
    by=(or_null(TEXT), "The id of the person whom the decision names."),
    decision=(or_null(one_of("go", "no-go", "withdrawn")), "The decision as it is written; null if there is none."),
    **STANDING,
)
_CONTRADICTION = record(
    ref=(REF, "Whose declared status it is."),
    declared=(TEXT, "The declared status, verbatim."),
    message=(TEXT, "The declared and the computed state, for people."),
)
RELEASE = record(
    system=(TEXT, "The id of the system."),
    release=(TEXT, "The id of the release."),
    title=(or_null(TEXT), "The title of the release; null without a title, or if the file cannot be read."),
    verdict=(VERDICT, "Whether the release can be deployed."),
    outcome=OUTCOME,
    declared=(or_null(TEXT), "What an imported document said of it, verbatim."),
    deploy_at=(or_null(MOMENT), "T-0, the planned moment of deployment."),
    progress=(record(settled=SETTLED, total=TOTAL), "The progress towards GO."),
    closed=(or_null(_CLOSING), "How the release was closed, and as of when it is judged; null while it is open."),
    outcome_refusal=(or_null(REMARK), "Why the outcome that the file has does not count; null if it does."),
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
    "What `gonogo status --format json` prints, and `readiness.json` of a site.",
    releases=(list_of(RELEASE), "The releases, or the named releases."),
)
