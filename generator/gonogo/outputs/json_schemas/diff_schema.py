"""The schema of `gonogo/diff/1`: the meaning of a change."""

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
    ref=(TEXT, "The release, phase, section or entry; else the path of the file."),
    kind=(EVENT_KIND, "What kind of change it is."),
    field=FIELD,
    before=BEFORE,
    after=AFTER,
    also=ALSO,
    path=(TEXT, "The path of the file in the merged result; of something removed, in the base."),
    line=LINE,
)
_VERDICTS = record(
    system=(TEXT, "The id of the system."),
    release=(TEXT, "The id of the release."),
    before=(or_null(VERDICT), "The verdict at the base; null if there is no such release."),
    after=(or_null(VERDICT), "The verdict once a person who is not in people.yml has merged it."),
    now=(or_null(VERDICT), "The verdict while what the change adds is pending."),
    after_by_mergers=(or_null(VERDICT), "The verdict once a person of `mergers` has merged it; null without any."),
    settled_before=(COUNT, "How many of the entries that count are settled at the base."),
    settled_after=(COUNT, "How many of the entries that count are settled once it is merged."),
    total=(COUNT, "How many entries count once it is merged."),
)
_STATEMENT = record(
    topic=(
        one_of(*(topic.name.lower().replace("_", "-") for topic in Topic)),
        "The heading of the report that lists it.",
    ),
    severity=(SEVERITY, "The severity of the finding."),
    ref=(TEXT, "What it is about; else the path of the file."),
    title=(TEXT, "The title of what it is about."),
    text=(or_null(TEXT), "The statement about it, as a sentence."),
    before=(BEFORE[0], "The value before, if the report shows it."),
    after=(AFTER[0], "The value after, if the report shows it."),
    path=PATH,
    line=LINE,
)
DIFF = document(
    "diff",
    "What `gonogo diff --format json` prints.",
    base=(COMMIT, "The commit that HEAD is merged into; with `conflicts` the merge base of the two."),
    events=(list_of(_CHANGE), "What differs between the base and the merged result."),
    stale=(list_of(REF), "The sign-offs that are stale once it is merged, and are not now."),
    reviewers=(list_of(TEXT), "The ids of the people who have to review it."),
    verdicts=(list_of(_VERDICTS), "The verdicts of releases before and after."),
    statements=(list_of(_STATEMENT), "The report, the worst first."),
    reasons=(
        {"type": "object", "additionalProperties": list_of(TEXT)},
        "Why each reviewer has to review it, by the id of the person.",
    ),
    authors=(list_of(TEXT), "The people who wrote the commits."),
    mergers=(list_of(TEXT), "The people whose merge makes more count than a merge by other people."),
    fate=(one_of(*(fate.value for fate in Fate)), "What merging does to what the change adds."),
    conflicts=(list_of(TEXT), "The files that git cannot merge."),
    uncommitted=(list_of(TEXT), "The files with uncommitted changes, which are not compared."),
)
