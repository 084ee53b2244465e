"""The schema of `gonogo/log/1`: the events of the audit trail."""

from __future__ import annotations

from gonogo.model.event import EventKind
from gonogo.outputs.json_schemas.shapes import (
    AFTER,
    BEFORE,
    COMMIT,
    COUNT,
    DETAIL,
    NUMBER,
    TEXT,
    TIME,
    VALUE,
    YES_OR_NO,
    document,
    list_of,
    one_of,
    or_null,
    record,
)

EVENT_KIND = one_of(*(kind.value for kind in EventKind))
ALSO = (list_of(DETAIL), "The other values that changed in the same event.")
FIELD = (or_null(TEXT), "The key that changed; null if the whole subject did.")
_PERSON = record(
    name=(VALUE, "The name in the commit."),
    email=(or_null(TEXT), "The e-mail address in the commit; null on a public site."),
)
_TRAILER = {**list_of(VALUE), "minItems": 2, "maxItems": 2}
EVENT = record(
    number=(NUMBER, "The number of the event among all events, from 1, the oldest."),
    ref=(TEXT, "The release, phase, section or entry at its place after the event; otherwise the path of the file."),
    kind=(EVENT_KIND, "The kind of change."),
    field=FIELD,
    before=BEFORE,
    after=AFTER,
    also=ALSO,
    commit=(COMMIT, "The commit that made the change."),
    landing=(COMMIT, "The commit on main that merged the commit."),
    pull_request=(or_null(NUMBER), "The number of the commit's pull request, if git has it."),
    author=(_PERSON, "The author of the commit."),
    committer=(_PERSON, "The committer."),
    authored_at=(or_null(TIME), "The author's time in the commit, in UTC; null for a date that does not exist."),
    committed_at=(or_null(TIME), "The committer's time in the commit, in UTC; null for a date that does not exist."),
    landed_at=(or_null(TIME), "The time of the landing, in UTC, by the clock of its committer."),
    trailers=(list_of(_TRAILER), "The trailers of the commit message, each a name and a value."),
    merge=(YES_OR_NO, "Whether the merge itself made the change."),
    reversal=(YES_OR_NO, "Whether the event reverses an earlier answer or decision."),
    decider=(or_null(TEXT), "The person in a decision's `by`; null for any other event."),
    commit_subject=(or_null(TEXT), "The first line of the commit message; null on a public site."),
    title=(or_null(TEXT), "The title of the subject after the event; null for files of the registry."),
)
LOG = document(
    "log",
    "The output of `gonogo log --format json`, and a site's `audit.json`.",
    commits=(COUNT, "The number of commits that changed the checklists."),
    events=(list_of(EVENT), "The events in landing order, oldest first."),
)
