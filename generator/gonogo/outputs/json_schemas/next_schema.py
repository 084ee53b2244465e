"""The schema of `gonogo/next/1`: the open work of open releases."""

from __future__ import annotations

from gonogo.outputs.json_schemas.shapes import MOMENT, REF, TEXT, YES_OR_NO, document, list_of, one_of, or_null, record
from gonogo.verdict.slots import Action

_ENTRY = record(
    ref=(REF, "The entry."),
    title=(TEXT, "The title of the entry."),
    state=(TEXT, "The state of the entry, a word of its kind."),
    action=(or_null(one_of(*map(str, Action))), "What to do about a sign-off; null for any other entry."),
    lacks_evidence=(YES_OR_NO, "Whether it has its answer, and not the evidence that is required."),
    owner=(list_of(TEXT), "Who does it: ids of roles and people."),
    due=(or_null(TEXT), "Until when, as it is written at the entry or its section: a date, or an offset from T-0."),
    at=(or_null(TEXT), "When it happens, as it is written at the entry or its section: an offset from T-0."),
    moment=(or_null(MOMENT), "The date or time by which the entries are sorted; null if nothing gives it."),
    overdue=(YES_OR_NO, "Whether `due`, or else `at`, is past."),
)
NEXT = document(
    "next",
    "What `gonogo next --format json` prints.",
    entries=(list_of(_ENTRY), "The entries of open releases that are not settled, the earliest first."),
)
