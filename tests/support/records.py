"""Strategies for records of the model, built from the field tables: every key is absent, a gap, or has a value.

Constraints that the tables do not contain, such as keys that exclude each other and names that must exist, are here.
"""

import string
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from gonogo.format import named_types
from gonogo.format.decode.registry_files import PEOPLE, POLICY, ROLES, SSH
from gonogo.format.decode.release_file import PHASE, RELEASE, SECTIONS
from gonogo.format.decode.system_file import CONTACT, SYSTEM
from gonogo.format.sections import BY_ID
from gonogo.format.sections.checklist import WORDS
from gonogo.format.sections.kind import WAIVER, Entries
from gonogo.format.tables import Empty, Field, Nested, RecordsById, Table
from gonogo.format.value_type import Choice, FieldType, ListOf
from gonogo.model.ids import SystemId
from gonogo.model.record import Record
from gonogo.model.references import Reference
from gonogo.model.release import Entry, Release, Section
from gonogo.model.schedule import Duration, Offset, parse_duration, parse_offset
from gonogo.model.target import Target, parse_target
from support.texts import CHARACTERS, LINES, TEXTS

Strategy = st.SearchStrategy[Any]
Attributes = dict[str, Any]
SHOP = SystemId("shop")

IDS = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=8).filter(
    lambda text: text[0] != "-" and text not in ("null", "all")
)
_NUMBERS = st.integers(0, 9999)
_UNITS = st.sampled_from(("m", "h", "d", "w", "mo"))
_LENGTHS = st.lists(st.builds("{}{}".format, _NUMBERS, _UNITS), min_size=1, max_size=3).map("".join)
_ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_TIMES = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=_ZONES | st.just(UTC)).map(  # noqa: DTZ001
    lambda time: time.replace(microsecond=0)
)
_URLS = st.text(CHARACTERS.filter(lambda one: not one.isspace() and one not in "<>\"'`\\"), min_size=1, max_size=9).map(
    "https://{}".format
)
_SEGMENTS = st.text("ab1é .()+-_", min_size=1, max_size=5).filter(lambda text: text.strip(" .") != "")
_LOCAL = st.text([chr(code) for code in range(33, 127) if chr(code) != "@"], min_size=1, max_size=6)

OFFSETS: st.SearchStrategy[Offset] = st.one_of(
    st.just("T-0"), st.builds("T{}{}".format, st.sampled_from("+-"), _LENGTHS)
).map(parse_offset)
DURATIONS: st.SearchStrategy[Duration] = _LENGTHS.map(parse_duration)
TARGETS: st.SearchStrategy[Target] = st.one_of(
    LINES,
    st.builds(
        "{} {} {}".format, st.sampled_from(("<", ">=", "at least", "within")), _NUMBERS, st.sampled_from(("ms", "%"))
    ),
).map(parse_target)

VALUES: dict[FieldType[Any], Strategy] = {
    named_types.TEXT: TEXTS,
    named_types.LINE: LINES,
    named_types.ID: IDS,
    named_types.RELEASE_ID: st.builds("{}{}".format, IDS, st.text("ab01._+-", max_size=5)),
    named_types.URL: _URLS,
    named_types.EVIDENCE: _URLS
    | st.lists(_SEGMENTS, min_size=1, max_size=3).map(lambda parts: "/".join(parts).strip() + ".md"),
    named_types.EMAIL: st.builds("{}@{}".format, _LOCAL, _LOCAL),
    named_types.ZONE: st.sampled_from(("Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "UTC")),
    named_types.HANDLE: st.builds("{}{}".format, IDS, st.sampled_from(("", ".x", "_x", "[bot]"))),
    named_types.DATE: st.dates(),
    named_types.MOMENT: st.dates() | _TIMES,
    named_types.OFFSET: OFFSETS,
    named_types.DURATION: DURATIONS,
    named_types.DUE: st.dates() | OFFSETS,
    named_types.COUNT: st.integers(0, 99_999),
    named_types.SEEN: st.text("0123456789abcdef", min_size=16, max_size=16),
    named_types.COMMIT: st.text("0123456789abcdef", min_size=40, max_size=40),
    named_types.SPAN: st.tuples(st.integers(0, 999), st.integers(1000, 9999)),
    named_types.TARGET: TARGETS,
    named_types.PLACE: st.tuples(IDS, IDS, IDS, IDS).flatmap(
        lambda ids: st.sampled_from((ids[0], "/".join(ids[:2]), "{}/{}#{}".format(*ids), "{}/{}#{}/{}".format(*ids)))
    ),
    SSH: st.text(string.ascii_letters + string.digits + "+/", min_size=1, max_size=20).map("ssh-ed25519 {}".format),
}


def value_of(kind: FieldType[Any]) -> Strategy:
    """Values of a type, none of them empty."""
    if isinstance(kind, Choice):
        return st.sampled_from(kind.words)
    if isinstance(kind, ListOf):
        return st.lists(value_of(kind.element), min_size=1, max_size=3, unique=True).map(tuple)
    if isinstance(kind, Nested):
        return records(kind.table)
    if isinstance(kind, RecordsById):
        return by_id(lambda key: records(kind.table, id=key) if kind.has_id else records(kind.table))
    return VALUES[kind]


@st.composite
def by_id(draw: st.DrawFn, make: Callable[[str], Strategy]) -> dict[str, Any]:
    """One or two records by id."""
    return {key: draw(make(key)) for key in draw(st.lists(IDS, min_size=1, max_size=2, unique=True))}


@st.composite
def attributes(draw: st.DrawFn, table: Table[Any], given: Attributes) -> Attributes:
    """Attributes of a record.

    `given` values are used as they are; None means that the key is absent.
    """
    chosen: Attributes = {}
    gaps = []
    for row in table.rows:
        way = "given" if row.name in given else draw(_ways(row))
        if way == "value":
            chosen[row.target] = draw(value_of(row.type))
        elif way == "given" and given[row.name] is not None:
            chosen[row.target] = given[row.name]
        elif way == "gap":
            gaps.append(row.name)
    return {**chosen, "gaps": tuple(gaps)}


def _ways(row: Field) -> st.SearchStrategy[str]:
    ways = ["value"] if row.required else ["value", "absent", "absent"]
    if row.empty is Empty.GAP:
        ways.append("gap")
    if row.required and row.empty is Empty.OPEN:
        ways.append("absent")
    return st.sampled_from(ways)


def records(table: Table[Any], given: Attributes | None = None, **fixed: object) -> st.SearchStrategy[Record]:
    """Records of a table."""
    return attributes(table, given or {}).map(lambda chosen: table.make(**chosen, **fixed))


@st.composite
def systems(draw: st.DrawFn) -> Record:
    """System files: each contact has a person or a name, and escalates to an existing contact."""
    contacts: dict[str, Record] = {}
    for key in draw(st.lists(IDS, max_size=3, unique=True)):
        given = {
            draw(st.sampled_from(("person", "name"))): None,
            "escalates_to": draw(st.sampled_from((None, key, *contacts))),
        }
        contacts[key] = draw(records(CONTACT, given, id=key))
    return draw(records(SYSTEM, {"contacts": contacts or None}))


FILES: dict[str, Strategy] = {
    "people": records(PEOPLE),
    "policy": records(POLICY),
    "roles": records(ROLES),
    "system": systems(),
}


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Release files with sections of any kind. References name only earlier sections and entries."""
    names = draw(st.lists(IDS, min_size=12, max_size=30, unique=True))
    phases = {names.pop(): None for _ in range(draw(st.integers(1, 2)))}
    sections: dict[str, Section] = {}
    for kind in draw(st.lists(st.sampled_from(tuple(BY_ID)), min_size=1, max_size=3)):
        key = names.pop()
        given = {"phase": draw(st.sampled_from(tuple(phases))), "kind": kind}
        sections[key] = draw(_section(key, given, names, _references(sections)))
    made = {key: draw(records(PHASE, id=key)) for key in phases}
    release: Release = draw(records(RELEASE, {"phases": made, "sections": sections}, system=SHOP))  # type: ignore[assignment] # of this table
    return release


def _references(sections: dict[str, Section]) -> list[Reference]:
    entries = [Reference(section.id, entry.id) for section in sections.values() for entry in section.walk()]
    return [*map(Reference, sections), *entries]


@st.composite
def _section(draw: st.DrawFn, key: str, given: Attributes, names: list[str], above: list[Reference]) -> Section:
    count = draw(st.integers(0, min(2, len(names) // 3)))
    entries: list[Entry] = [draw(_entry(given["kind"], names.pop(), names, above)) for _ in range(count)]
    ids = [entry.id for entry in entries]
    more = {"items": tuple(entries) or None, "restored_by": draw(st.sampled_from((None, *ids)))}
    section: Section = draw(records(SECTIONS[given["kind"]], {**given, **more}, id=key))  # type: ignore[assignment] # of this table
    return section


@st.composite
def _entry(draw: st.DrawFn, kind: str, key: str, names: list[str], above: list[Reference]) -> Entry:
    table = BY_ID[kind].table
    given = dict(draw(_ANSWERS[kind](above))) if kind in _ANSWERS else {}
    if kind == "checklist":
        given["items"] = None
        if names and _tosses(draw):
            child = names.pop()
            given["items"] = (draw(records(_child_table(), draw(_item_answer()), id=child)),)
            given |= draw(st.sampled_from(({}, {"status": None, "waiver": None})))
    entry: Entry = draw(records(table, given, id=key))  # type: ignore[assignment] # of this table
    return entry


def _tosses(draw: st.DrawFn) -> bool:
    return bool(draw(st.integers(0, 1)))


def _child_table() -> Table[Any]:
    """The table of nested items."""
    kind = BY_ID["checklist"].table.by_name["items"].type
    assert isinstance(kind, Entries)
    return kind.by_id.table


@st.composite
def _item_answer(draw: st.DrawFn, _: object = None) -> Attributes:
    status = draw(st.sampled_from(WORDS))
    return {"status": status, "waiver": draw(records(WAIVER)) if status == "waived" else None}


@st.composite
def _criterion_answer(draw: st.DrawFn, above: list[Reference]) -> Attributes:
    if above and _tosses(draw):
        return {"status": None, "when": draw(_some(above))}
    return {"status": draw(st.sampled_from(("open", "met", "unmet"))), "when": None}


@st.composite
def _metric_answer(draw: st.DrawFn, _: object) -> Attributes:
    target = draw(st.none() | TARGETS)
    met = str(target.number) if target is not None and target.sign else "met"
    return {"target": target, "observed": draw(st.sampled_from(("", met)))}


@st.composite
def _signoff_answer(draw: st.DrawFn, above: list[Reference]) -> Attributes:
    decision = draw(st.sampled_from(("", "go", "no-go", "withdrawn")))
    covers = draw(st.none() | _some([Reference("all"), *above]))
    return {"decision": decision, "by": draw(IDS) if decision else "", "covers": covers}


def _some(references: list[Reference]) -> st.SearchStrategy[tuple[Reference, ...]]:
    return st.lists(st.sampled_from(references), min_size=1, max_size=3, unique=True).map(tuple)


_ANSWERS: dict[str, Callable[[list[Reference]], Strategy]] = {
    "checklist": _item_answer,
    "criteria": _criterion_answer,
    "metrics": _metric_answer,
    "signoffs": _signoff_answer,
}
