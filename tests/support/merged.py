"""Histories with branches that git itself merges, by all forms of `git merge`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from repository import FILE, PROGRAM, Entry, RepoBuilder
from support.chance import Editor, release, write
from support.plain import parse_plain

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from gonogo.core.nodes import PlainTree
    from support.chance import Files

FORMS = (
    ("--no-ff",),
    ("--no-ff",),
    ("--no-ff", "--strategy-option=ours"),
    ("--no-ff", "--strategy-option=theirs"),
    ("--strategy=ours",),
    ("--strategy=recursive", "--no-ff"),
    ("--squash",),
    ("--ff",),
)


def merge_by_git(root: Path, chance: Random, most: int = 12) -> RepoBuilder:
    """A repository with so many edits and merges and with the head of `main` checked out."""
    repository = RepoBuilder(root)
    editor = Editor(chance, moves=False)
    _put(root, {"checklists/shop/v1.yml": release()})
    repository.commit("root")
    branches = ["main"]
    for number in range(most):
        branch = chance.choice(branches)
        repository.git("checkout", "--quiet", "--force", branch)
        choice = chance.random()
        if choice < 0.25 and len(branches) < 4:
            branches.append(f"branch-{number}")
            repository.git("checkout", "--quiet", "-b", branches[-1])
        elif choice < 0.6 and len(branches) > 1:
            _merge(repository, chance, [one for one in branches if one != branch], number)
            continue
        held = _get(root)
        editor.edit(held, is_first=True)
        _put(root, held)
        repository.commit(f"edit {number}")
    repository.git("checkout", "--quiet", "--force", "main")
    for branch in branches[1:]:
        _merge(repository, chance, [branch], most)
    return repository


def _merge(repository: RepoBuilder, chance: Random, others: list[str], number: int) -> None:
    """Merges one or two other branches.

    A conflict is resolved for one side, or stays as git writes it.
    """
    form = chance.choice(FORMS)
    chosen = others[:2] if chance.random() < 0.2 and form == FORMS[0] else [chance.choice(others)]
    with suppress(AssertionError):
        repository.git("merge", "--quiet", "--allow-unrelated-histories", *form, f"--message=merge {number}", *chosen)
    if repository.git("diff", "--name-only", "--diff-filter=U") and (side := chance.choice(("ours", "theirs", ""))):
        with suppress(AssertionError):
            repository.git("checkout", f"--{side}", "--", "checklists")
    if repository.git("status", "--porcelain"):
        repository.commit(f"merge {number}")


def _get(root: Path) -> dict[str, PlainTree | Entry]:
    """The files in the folder of the checklists."""
    held: dict[str, PlainTree | Entry] = {}
    for file in sorted((root / "checklists").rglob("*.yml")):
        if not file.is_symlink():
            data = file.read_bytes()
            tree = parse_plain(data)
            sound = isinstance(tree, dict) and write(tree).encode() == data
            held[file.relative_to(root).as_posix()] = tree if sound and isinstance(tree, dict) else Entry(data)
    return held


def _put(root: Path, held: dict[str, PlainTree | Entry]) -> None:
    """Replaces the files in the folder of the checklists."""
    for file in (root / "checklists").rglob("*.yml"):
        file.unlink()
    for path, content in held.items():
        entry = content if isinstance(content, Entry) else Entry(write(content).encode())
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if entry.mode in (FILE, PROGRAM):
            (root / path).write_bytes(entry.content)
            (root / path).chmod(0o755 if entry.mode == PROGRAM else 0o644)
        else:
            (root / path).symlink_to(entry.content.decode())


def read_files(repository: RepoBuilder, commit: str) -> Files:
    """The files of a commit."""
    files = {}
    for line in repository.git("ls-tree", "-r", "-z", commit).split("\0"):
        if line:
            head, _, path = line.partition("\t")
            mode, _, oid = head.split()
            # Final line ends are removed; they have no meaning in the file.
            files[path] = Entry(repository.git("cat-file", "blob", oid).encode("utf-8", "surrogateescape"), mode)
    return files
