"""The JSON documents that programs rely on, as schemas: every key, in its order, with its type."""

from typing import Any

from gonogo.format.sections import BY_ID
from gonogo.model.event import EventKind
from gonogo.model.release import PROSE
from gonogo.model.trust_codes import TrustCode

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
TEXT_OR_NULL: Schema = {"type": ["string", "null"], "minLength": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
HEAD: Schema = {"type": ["string", "null"], "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"}
TIME: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
REF: Schema = {"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9._+-]+(#[a-z0-9-]+(/[a-z0-9-]+)?)?$"}
ANY: Schema = {}


def one_of(*words: str | None) -> Schema:
    """One of these words, and no other."""
    return {"enum": list(words)}


def mapping(**keys: Schema) -> Schema:
    """A mapping of exactly these keys; `order_of` says in which order."""
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


def listing(item: Schema) -> Schema:
    """A list, perhaps empty."""
    return {"type": "array", "items": item}


def document(name: str, **keys: Schema) -> Schema:
    """A document of this name: what every one begins with, and its own keys."""
    return mapping(schema={"const": f"gonogo/{name}/1"}, head=HEAD, as_of=TIME, history=one_of("full", "none"), **keys)


STATE = one_of(
    "unsigned",
    "pending",
    "unjudged",
    "valid",
    "refused",
    "stale",
    "withdrawn",
    "below-level",
    "no-second-person",
)
CODE = {"enum": [*map(str, TrustCode), None]}
OID: Schema = {"type": "string", "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"}
OID_OR_NULL = HEAD
TIME_OR_NULL: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
NUMBER_OR_NULL: Schema = {"type": ["integer", "null"]}
REMARK = mapping(code=CODE, message=TEXT)
STANDING: dict[str, Schema] = {
    "state": STATE,
    "level": one_of("claimed", "attributed", "signed", "countersigned", None),
    "code": CODE,
    "reason": TEXT,
    "next_step": TEXT_OR_NULL,
    "on": TEXT_OR_NULL,
    "ready": {"type": "boolean"},
    "merged_by": TEXT_OR_NULL,
    "written_by": TEXT_OR_NULL,
    "commit": OID_OR_NULL,
    "landing": OID_OR_NULL,
    "landed_at": TIME_OR_NULL,
    "pull_request": NUMBER_OR_NULL,
    "stale_by": listing(
        mapping(
            ref=REF,
            how=one_of("changed", "added", "removed"),
            keys=listing(TEXT),
            by=TEXT_OR_NULL,
            landing=OID_OR_NULL,
            pull_request=NUMBER_OR_NULL,
        )
    ),
    "remarks": listing(TEXT),
}
CLOSED: Schema = mapping(
    as_of=TIME, judged_at=OID, landing=OID, landed_at=TIME_OR_NULL, by=TEXT, remarks=listing(REMARK)
)


def or_null(schema: Schema) -> Schema:
    """What the schema says, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


RULE = one_of(
    "fired-trigger",
    "refused",
    "unseen-trigger",
    "signoff-missing",
    "waiver-invalid",
    "entry-open",
    "criterion-unmet",
    "metric-missed",
    "uncovered-section",
    "unreadable",
    "no-history",
)
KIND = one_of(*BY_ID, PROSE)
RELEASE = mapping(
    system=TEXT,
    release=TEXT,
    title=TEXT_OR_NULL,
    verdict=one_of("GO", "CONDITIONAL", "NO-GO"),
    outcome=one_of("deployed", "rolled-back", "cancelled", None),
    declared=TEXT_OR_NULL,
    deploy_at=TEXT_OR_NULL,
    progress=mapping(settled=COUNT, total=COUNT),
    closed=or_null(CLOSED),
    outcome_refusal=or_null(REMARK),
    phases=listing(mapping(id=TEXT, title=TEXT, gate=one_of("go", "close", "none"), settled=COUNT, total=COUNT)),
    sections=listing(mapping(id=TEXT, title=TEXT, kind=KIND, phase=TEXT, settled=COUNT, total=COUNT)),
    blockers=listing(mapping(ref=REF, rule=RULE, code=CODE, message=TEXT)),
    conditions=listing(mapping(ref=REF, message=TEXT, instead=TEXT_OR_NULL, until=TEXT_OR_NULL)),
    signoffs=listing(
        mapping(
            ref=REF,
            role=TEXT,
            by=TEXT_OR_NULL,
            decision=one_of("go", "no-go", "withdrawn", None),
            **STANDING,
        )
    ),
    contradictions=listing(mapping(ref=REF, declared=TEXT, message=TEXT)),
    overdue=listing(REF),
)
STATUS = document("status", releases=listing(RELEASE))
ACTION = one_of("sign", "wait", "sign-again", "decide-again", "merge", "verify", None)
NEXT = document(
    "next",
    entries=listing(
        mapping(
            ref=REF,
            title=TEXT,
            state=TEXT,
            action=ACTION,
            lacks_evidence={"type": "boolean"},
            owner=listing(TEXT),
            due=TEXT_OR_NULL,
            at=TEXT_OR_NULL,
            moment=TEXT_OR_NULL,
            overdue={"type": "boolean"},
        )
    ),
)
SHOW = document("show", ref=REF, kind=TEXT, entry={"type": "object"}, events=listing(ANY))
CHECK = document(
    "check",
    diagnostics=listing(
        mapping(
            rule=TEXT,
            severity=one_of("error", "warning", "note"),
            message=TEXT,
            path=TEXT,
            line=COUNT,
            column=COUNT,
            help=TEXT_OR_NULL,
        )
    ),
)
VERDICT_OR_NULL = one_of("GO", "CONDITIONAL", "NO-GO", None)
VALUE_OR_NULL: Schema = {"type": ["string", "null"]}
VALUES: dict[str, Schema] = {"field": TEXT_OR_NULL, "before": VALUE_OR_NULL, "after": VALUE_OR_NULL}
DIFF = document(
    "diff",
    base=OID,
    events=listing(
        mapping(
            ref=TEXT,
            kind=one_of(*(kind.value for kind in EventKind)),
            **VALUES,
            also=listing(mapping(**{**VALUES, "field": VALUE_OR_NULL})),
            path=TEXT,
            line=COUNT,
        )
    ),
    stale=listing(REF),
    reviewers=listing(TEXT),
    verdicts=listing(
        mapping(
            system=TEXT,
            release=TEXT,
            before=VERDICT_OR_NULL,
            after=VERDICT_OR_NULL,
            now=VERDICT_OR_NULL,
            after_by_mergers=VERDICT_OR_NULL,
            settled_before=COUNT,
            settled_after=COUNT,
            total=COUNT,
        )
    ),
    statements=listing(
        mapping(
            topic=one_of(
                "error",
                "by-another",
                "not-counting",
                "by-merger",
                "sign-again",
                "other-wording",
                "evidence-missing",
                "decided",
                "reopened",
                "waived",
                "settled",
                "worded",
                "structure",
                "registry",
                "other",
                "finding",
            ),
            severity=one_of("error", "warning", "note"),
            ref=TEXT,
            title=TEXT,
            text=TEXT_OR_NULL,
            before=VALUE_OR_NULL,
            after=VALUE_OR_NULL,
            path=TEXT,
            line=COUNT,
        )
    ),
    reasons={"type": "object"},
    authors=listing(TEXT),
    mergers=listing(TEXT),
    fate=one_of("counts", "has-landed", "pending"),
    conflicts=listing(TEXT),
    uncommitted=listing(TEXT),
)


def order_of(schema: Schema, value: object, where: str = "$") -> list[str]:
    """The places of `value` whose keys do not stand in the order of the schema; added keys may follow."""
    if isinstance(value, dict) and "properties" in schema:
        keys = schema["properties"]
        wrong = [where] if list(value)[: len(keys)] != list(keys) else []
        return wrong + [
            place for key, child in value.items() for place in order_of(keys.get(key, {}), child, f"{where}.{key}")
        ]
    if isinstance(value, list):
        item = schema.get("items", {})
        return [place for number, one in enumerate(value) for place in order_of(item, one, f"{where}[{number}]")]
    return []
