"""The table of the release file `<system>/<release>.yml`, which has the checklist of one release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import shorten
from gonogo.core.nodes import START, MapNode, Node, Scalar
from gonogo.format.decode.release_structure import report_structure
from gonogo.format.named_types import DATE, DURATION, ID, MOMENT, RELEASE_ID
from gonogo.format.sections import BY_ID, DEFAULT, KINDS
from gonogo.format.sections.kind import ABOUT, AT, DECLARED, DUE_ROW, NOTE, OWNER, REQUIRES, SEE, TITLE, Entries
from gonogo.format.tables import Empty, Field, RecordsById, Table, decode_id, schema_by_id
from gonogo.format.value_type import Choice, FieldType, Schema, meanings, refuse_shape
from gonogo.model.release import Phase, Release, Section

if TYPE_CHECKING:
    from gonogo.core.nodes import Document, Plain
    from gonogo.format.decode_context import DecodeContext
    from gonogo.format.sections.kind import Kind
    from gonogo.model.ids import ReleaseId, SystemId

GATES = ("go", "close", "none")
OUTCOMES = ("deployed", "rolled-back", "cancelled")
_OTHER_OUTCOMES = {
    "deployed": "released, shipped, live, done, complete, completed, finished, success, successful, go, yes, ok, ✅",
    "rolled-back": "rolled back, rollback, roll back, reverted, backed out, failed",
    "cancelled": "aborted, abort, abandoned, canceled, cancel, called off, dropped, withdrawn, no-go",
    "leave `outcome:` empty and change `deploy_at:`; `cancelled` is for a release that is never deployed": (
        "postponed, postpone, delayed, deferred, rescheduled, moved, on hold, open, pending"
    ),
}

OUTCOME = Choice(*OUTCOMES, others=meanings(_OTHER_OUTCOMES))
PHASE = Table(
    "phase",
    Phase,
    NOTE,
    DECLARED,
    TITLE,
    ABOUT,
    SEE,
    Field(
        "gate",
        Choice(*GATES),
        "`go`: the phase must be settled for GO. `close`: the phase should be settled when the release is deployed. "
        "`none`: the phase never counts.",
        required=True,
        empty=Empty.REFUSED,
    ),
)

_REQUIRES = Field(
    "requires",
    REQUIRES.type,
    "`evidence`: `done`, `met` or `clear` settles an entry only with `evidence`. `nothing`: evidence is not required.",
    empty=Empty.REFUSED,
    default="the value in `policy.yml`",
)
_KIND_ROW = Field("kind", Choice(*BY_ID), "The kind of the entries.", empty=Empty.REFUSED, default=f"`{DEFAULT.id}`")


def _section_table(kind: Kind) -> Table[Section]:
    return Table(
        "section",
        Section,
        NOTE,
        DECLARED,
        TITLE,
        ABOUT,
        SEE,
        Field("phase", ID, "The phase of the section.", required=True, empty=Empty.REFUSED),
        _KIND_ROW,
        *kind.rows,
        OWNER,
        AT,
        DUE_ROW,
        _REQUIRES,
        Field("window", DURATION, "For metrics: the period after T-0 in which the value is measured."),
        Field(
            "items",
            Entries(kind.table),
            "The section's entries. A section without entries is prose.",
            empty=Empty.REFUSED,
            attribute="entries",
        ),
    )


SECTIONS = {kind.id: _section_table(kind) for kind in KINDS}


class _Sections(FieldType[dict[str, Section]]):
    """The type of the key `sections`: sections, keyed by id. The `kind` of a section defines its keys."""

    label = "mapping of sections by id"

    def decode(self, node: Node, key: Scalar, reading: DecodeContext) -> dict[str, Section] | None:
        if not isinstance(node, MapNode):
            refuse_shape(node, key, self.label, reading)
            return None
        sections = {}
        for name, (name_node, body) in node.entries.items():
            if decode_id(name_node, reading) is None:
                continue
            kind = _decode_kind(body, reading)
            section = SECTIONS[kind].decode(body, name_node, reading, id=name) if kind else None
            if section is not None:
                sections[name] = section
        return sections

    def encode(self, value: dict[str, Section]) -> Plain:
        return {key: SECTIONS[section.kind].encode(section) for key, section in value.items()}

    def schema(self) -> Schema:
        every = {name: table.schema() for name, table in SECTIONS.items()}
        default = every[DEFAULT.id]
        choice: Schema = default
        for name, schema in every.items():
            if name != DEFAULT.id:
                is_kind = {"properties": {"kind": {"const": name}}, "required": ["kind"]}
                choice = {"if": is_kind, "then": schema, "else": choice}
        return schema_by_id({"type": "object", **choice})


def _decode_kind(body: Node, reading: DecodeContext) -> str:
    """The kind of a section; the default kind if the section has no key `kind`.

    An unknown kind is reported, and the result is "": the keys of such a section are not known.
    """
    written = body.entries.get("kind") if isinstance(body, MapNode) else None
    if written is None or (isinstance(written[1], Scalar) and not written[1].text):
        return DEFAULT.id
    return _KIND_ROW.type.decode(written[1], written[0], reading) or ""


RELEASE = Table(
    "release",
    Release,
    Field(
        "release",
        RELEASE_ID,
        "The release's id. The file has the same name.",
        required=True,
        empty=Empty.REFUSED,
        attribute="id",
    ),
    Field(
        "outcome",
        OUTCOME,
        "The release's outcome. An outcome closes the release.",
        required=True,
        empty=Empty.OPEN,
    ),
    NOTE,
    DECLARED,
    Field("declared_on", DATE, "The date that the imported document states."),
    TITLE,
    ABOUT,
    SEE,
    Field("deploy_at", MOMENT, "T-0, the planned moment of deployment.", required=True),
    Field("window_ends", MOMENT, "The end of the maintenance window."),
    Field("lead", ID, "The role or person who leads the deployment.", default="the role `deployment-lead`"),
    Field(
        "phases",
        RecordsById(PHASE),
        "The phases of the release, in order.",
        required=True,
        empty=Empty.REFUSED,
    ),
    Field(
        "sections",
        _Sections(),
        "The groups of entries, in order.",
        required=True,
        empty=Empty.REFUSED,
    ),
)


def decode_release(document: Document, system: SystemId, release: ReleaseId, reading: DecodeContext) -> Release | None:
    """The release; None if the file has an error. All errors are reported to `reading`."""
    report_structure(document.root, reading)
    decoded = RELEASE.decode(document.root, Scalar("", START), reading, system=system)
    _report_name(document.root, release, reading)
    return decoded if not reading.diagnostics else None


def _report_name(root: Node, release: ReleaseId, reading: DecodeContext) -> None:
    written = root.entries.get("release") if isinstance(root, MapNode) else None
    if written is None or not isinstance(written[1], Scalar) or not written[1].text:
        return
    if written[1].text != release:
        hint = f"write `release: {release}`, or rename the file"
        message = f'"release" is "{shorten(written[1].text)}", but the file is {release}.yml'
        reading.error("name-mismatch", written[1].span, message, hint)
