"""Plain trees: what the strict reader's nodes say without their places, and the files of this repository."""

from pathlib import Path

from gonogo.tree import MapNode, Node, Plain, Scalar
from support.cases import BASE

CHECKLISTS = Path(__file__).parents[2] / "checklists"


def plain(node: Node) -> Plain:
    """The tree as texts, lists and mappings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MapNode):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return [plain(item) for item in node.items]


def real_files() -> dict[str, bytes]:
    """Every file of the checklists and of the base of the golden cases, by what it lies in."""
    files = sorted((*CHECKLISTS.rglob("*.yml"), *BASE.rglob("*.yml")))
    return {"-".join(file.parts[-3:]): file.read_bytes() for file in files}
