"""The schema of `gonogo/next/1`: the open work of open releases."""

from __future__ import annotations

from gonogo.outputs.json_schemas.shapes import MOMENT, REF, TEXT, YES_OR_NO, document, list_of, one_of, or_null, record
from gonogo.verdict.slots import Action

_ENTRY = record(
    ref=(REF, "The entry."),
    title=(TEXT, "The title of the entry."),
    state=(TEXT, "The state of the entry, a word of its kind."),
    action=(or_null(one_of(*map(str, Action))), "The action that the sign-off needs; null for any other entry."),
    lacks_evidence=(YES_OR_NO, "Whether the entry has an answer but lacks the required evidence."),
    owner=(list_of(TEXT), "The owners: ids of roles and people."),
    due=(or_null(TEXT), "The due date, as written in the entry or its section: a date, or an offset from T-0."),
    at=(or_null(TEXT), "The time of the entry, as written in the entry or its section: an offset from T-0."),
    moment=(or_null(MOMENT), "The date or time that the entries are sorted by; null if it is unknown."),
    overdue=(YES_OR_NO, "Whether `due`, or otherwise `at`, is past."),
)
NEXT = document(
    "next",
    "The output of `gonogo next --format json`.",
    entries=(list_of(_ENTRY), "The unsettled entries of open releases, the earliest first."),
)
