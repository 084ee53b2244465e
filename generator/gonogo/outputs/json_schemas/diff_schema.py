"""The schema of `gonogo/diff/1`: the report about a change."""

from __future__ import annotations

from gonogo.model.comparison import Fate, Topic
from gonogo.outputs.json_schemas.check_schema import LINE, PATH, SEVERITY
from gonogo.outputs.json_schemas.log_schema import ALSO, EVENT_KIND, FIELD
from gonogo.outputs.json_schemas.shapes import (
    AFTER,
    BEFORE,
    COMMIT,
    COUNT,
    REF,
    TEXT,
    document,
    list_of,
    one_of,
    or_null,
    record,
)
from gonogo.outputs.json_schemas.status_schema import VERDICT

_CHANGE = record(
    ref=(TEXT, "The release, phase, section or entry; otherwise the path of the file."),
    kind=(EVENT_KIND, "The kind of change."),
    field=FIELD,
    before=BEFORE,
    after=AFTER,
    also=ALSO,
    path=(TEXT, "The path of the file in the merged result, or in the base if the subject was removed."),
    line=LINE,
)
_VERDICTS = record(
    system=(TEXT, "The id of the system."),
    release=(TEXT, "The id of the release."),
    before=(or_null(VERDICT), "The verdict at the base; null if there is no such release."),
    after=(or_null(VERDICT), "The verdict once a person who is not in people.yml has merged the change."),
    now=(or_null(VERDICT), "The verdict while the additions of the change are pending."),
    after_by_mergers=(
        or_null(VERDICT),
        "The verdict once a person in `mergers` has merged the change; null if `mergers` is empty.",
    ),
    settled_before=(COUNT, "The number of counted entries that are settled at the base."),
    settled_after=(COUNT, "The number of counted entries that are settled once the change is merged."),
    total=(COUNT, "The number of counted entries once the change is merged."),
)
_STATEMENT = record(
    topic=(
        one_of(*(topic.name.lower().replace("_", "-") for topic in Topic)),
        "The heading above the statement in the report.",
    ),
    severity=(SEVERITY, "The severity of the finding."),
    ref=(TEXT, "The reference of the subject; otherwise the path of the file."),
    title=(TEXT, "The title of the subject."),
    text=(or_null(TEXT), "The statement, as a sentence."),
    before=(BEFORE[0], "The old value, if the report shows it."),
    after=(AFTER[0], "The new value, if the report shows it."),
    path=PATH,
    line=LINE,
)
DIFF = document(
    "diff",
    "The output of `gonogo diff --format json`.",
    base=(COMMIT, "The commit that HEAD is merged into; with `conflicts` the merge base of the two."),
    events=(list_of(_CHANGE), "The differences between the base and the merged result."),
    stale=(list_of(REF), "The sign-offs that become stale when the change is merged."),
    reviewers=(list_of(TEXT), "The ids of the people who have to review the change."),
    verdicts=(list_of(_VERDICTS), "The verdicts of releases before and after the merge."),
    statements=(list_of(_STATEMENT), "The statements of the report, the worst first."),
    reasons=(
        {"type": "object", "additionalProperties": list_of(TEXT)},
        "The reasons for each reviewer, keyed by person id.",
    ),
    authors=(list_of(TEXT), "The people who wrote the commits."),
    mergers=(list_of(TEXT), "The people whose merge makes more of the change count than a merge by other people."),
    fate=(one_of(*(fate.value for fate in Fate)), "The effect of the merge on the additions of the change."),
    conflicts=(list_of(TEXT), "The files that git cannot merge."),
    uncommitted=(list_of(TEXT), "The files with uncommitted changes, which are not compared."),
)
