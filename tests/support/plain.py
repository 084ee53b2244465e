"""Plain trees of nodes and of files, and the checklist files of this repository."""

from __future__ import annotations

from pathlib import Path

from gonogo.core.nodes import MapNode, Node, Plain, PlainTree, Scalar, Unreadable
from gonogo.source.yaml.lenient_reader import PlainReader
from support.cases import BASE

CHECKLISTS = Path(__file__).parents[2] / "checklists"


def plain(node: Node) -> Plain:
    """The node as texts, lists and mappings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MapNode):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return [plain(item) for item in node.items]


def parse_plain(data: bytes) -> PlainTree | Unreadable:
    """The tree of a file without earlier versions, or the reason why it is unreadable."""
    return PlainReader().read(data)


def real_files() -> dict[str, bytes]:
    """The checklist files of this repository and the system files of the golden base project, by path."""
    files = (*sorted(CHECKLISTS.rglob("*.yml")), *sorted(BASE.glob("checklists/*/*.yml")))
    return {file.relative_to(_project_of(file)).as_posix(): file.read_bytes() for file in files}


def _project_of(file: Path) -> Path:
    return BASE if file.is_relative_to(BASE) else CHECKLISTS.parent
