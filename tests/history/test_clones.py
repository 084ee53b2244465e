"""`open_store` reads complete repositories and refuses incomplete clones, in repositories that git created."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from gonogo.core.diagnostics import GonogoError
from gonogo.source.git.store import Absence, GitStore, open_store, place_in_git
from repository import Made, RepoBuilder, git_environment

if TYPE_CHECKING:
    from collections.abc import Callable

V1 = "checklists/shop/v1.yml"
GRAPH = (
    Made("root", {V1: "1"}),
    Made("left", {V1: "2"}),
    Made("right", {V1: "3"}, parents=("root",)),
    Made("merge", {V1: "4"}, parents=("left", "right")),
)
SUBJECTS = ["left", "merge", "right", "root"]


def subjects(root: Path, revision: str | None = None) -> list[str]:
    """The sorted subjects of all commits that change the checklists. Reads all contents too."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        tip = store.resolve(revision) if revision else store.head
        commits = list(store.read_commits(tip))
        blobs = [one.after.oid for commit in commits for one in commit.changes if one.after]
        assert [oid for oid, _ in store.read_blobs(blobs)] == blobs
        assert {one.oid for one in commits} <= store.read_parents(tip).keys()
        return sorted(one.subject for one in commits)


def make(root: Path) -> RepoBuilder:
    repo = RepoBuilder(root)
    repo.load(*GRAPH)
    return repo


def _plain(folder: Path) -> Path:
    return make(folder / "repo").root


def _line_end_in_path(folder: Path) -> Path:
    return make(folder / 'new\nline "quoted" \\ é #').root


def _bytes_in_path(folder: Path) -> Path:
    return make(folder / "\udcff").root


def _below(folder: Path) -> Path:
    repo = RepoBuilder(folder / "repo")
    repo.load(*(Made(one.name, {f"a b/{V1}": one.files[V1]}, parents=one.parents) for one in GRAPH))
    (repo.root / "a b").mkdir()
    return repo.root / "a b"


def _pathspec_magic(folder: Path) -> Path:
    repo = RepoBuilder(folder / "repo")
    repo.load(
        *(
            Made(one.name, {f":(top)*/{V1}": one.files[V1], f"other/{V1}": one.name}, parents=one.parents)
            for one in GRAPH
        ),
        Made("other", {f"other/{V1}": "5"}),
    )
    (repo.root / ":(top)*").mkdir()
    return repo.root / ":(top)*"


def _worktree(folder: Path) -> Path:
    repo = make(folder / "repo")
    repo.git("worktree", "add", "--quiet", "-b", "other", "../other")
    repo.load(Made("not-there"))
    return folder / "other"


def _submodule(folder: Path) -> Path:
    make(folder / "lists")
    outer = RepoBuilder(folder / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../lists", "sub")
    return folder / "outer" / "sub"


def _sha_256(folder: Path) -> Path:
    repo = RepoBuilder(folder / "repo", "--object-format=sha256")
    repo.load(*GRAPH)
    return repo.root


def _detached(folder: Path) -> Path:
    repo = make(folder / "repo")
    repo.git("checkout", "--quiet", "--detach", "main")
    repo.git("branch", "--force", "main", "main~1")
    return repo.root


def _packed(folder: Path) -> Path:
    repo = make(folder / "repo")
    repo.git("gc", "--quiet")
    return repo.root


def _borrowing(folder: Path) -> Path:
    """A clone that uses the objects of another repository."""
    _clone(make(folder / "repo"), folder / "clone", "--shared")
    return folder / "clone"


def _link_to_project(folder: Path) -> Path:
    place = _below(folder)
    (folder / "link").symlink_to(place)
    return folder / "link"


READABLE = (
    _plain,
    _line_end_in_path,
    _bytes_in_path,
    _below,
    _pathspec_magic,
    _worktree,
    _submodule,
    _sha_256,
    _detached,
    _packed,
    _borrowing,
    _link_to_project,
)


@pytest.mark.parametrize("layout", READABLE)
def test_history_is_read(layout: Callable[[Path], Path], tmp_path: Path) -> None:
    """The same commits are read from every repository layout, also by the name HEAD."""
    root = layout(tmp_path)
    assert subjects(root) == SUBJECTS
    assert subjects(root, "HEAD") == SUBJECTS


def test_folder_outside_git_has_no_repository(tmp_path: Path) -> None:
    """`open_store` returns NO_REPOSITORY for a folder outside git, because gonogo can build its site."""
    with open_store(tmp_path) as store:
        assert store is Absence.NO_REPOSITORY


def test_repository_without_a_commit_has_none(tmp_path: Path) -> None:
    """`open_store` returns NO_COMMIT for a repository without commits."""
    with open_store(RepoBuilder(tmp_path).root) as store:
        assert store is Absence.NO_COMMIT


def test_references_in_a_reftable_are_refused(tmp_path: Path) -> None:
    """A repository with a reftable is refused, and not taken for a repository without commits."""
    root = make(tmp_path).root
    (root / ".git" / "reftable").mkdir()
    (root / ".git" / "HEAD").write_text("ref: refs/heads/.invalid\n")
    with pytest.raises(GonogoError, match="in a reftable, which gonogo cannot read"), open_store(root):
        pass


def _clone(repo: RepoBuilder, target: Path, *options: str) -> None:
    repo.git("-c", "uploadpack.allowFilter=true", "clone", "--quiet", *options, f"file://{repo.root}", str(target))


def _shallow(repo: RepoBuilder, target: Path) -> None:
    _clone(repo, target, "--depth=1")


def _deleted_shallow(repo: RepoBuilder, target: Path) -> None:
    _shallow(repo, target)
    (target / ".git" / "shallow").unlink()


def _shallow_worktree(repo: RepoBuilder, target: Path) -> None:
    _shallow(repo, target.parent / "first")
    RepoBuilder(target.parent / "first").git("worktree", "add", "--quiet", str(target))


def _partial(repo: RepoBuilder, target: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    _clone(repo, target, "--filter=blob:none", "--no-checkout")


def _without_blob(repo: RepoBuilder, target: Path) -> None:
    shutil.copytree(repo.root, target)
    blob = repo.git("rev-parse", f"main~1:{V1}")
    target.joinpath(".git", "objects", blob[:2], blob[2:]).unlink()


def _zeroed_commit(repo: RepoBuilder, target: Path) -> None:
    shutil.copytree(repo.root, target)
    commit = repo.git("rev-parse", "main~1")
    file = target.joinpath(".git", "objects", commit[:2], commit[2:])
    file.chmod(stat.S_IWUSR | stat.S_IRUSR)
    file.write_bytes(b"")


REFUSED = {
    "shallow": (_shallow, "this clone is shallow: it lacks older commits, so its history is not complete"),
    "shallow-worktree": (
        _shallow_worktree,
        "this clone is shallow: it lacks older commits, so its history is not complete",
    ),
    "shallow-file-deleted": (_deleted_shallow, "git could not read the history: error: Could not read"),
    "partial": (_partial, "this clone is partial: it lacks files of older commits"),
    "lost-blob": (_without_blob, "the repository lacks an object of its history: "),
    "damaged-commit": (_zeroed_commit, "git could not read the history: error: object file"),
}


@pytest.mark.parametrize(("damage", "message"), REFUSED.values(), ids=REFUSED)
def test_clone_that_lacks_history_is_refused(
    damage: Callable[[RepoBuilder, Path], None], message: str, tmp_path: Path
) -> None:
    """The error of an incomplete clone describes the missing part in one line."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.load(*(Made(str(number), {V1: str(number)}) for number in range(4)))
    repo.git("reset", "--quiet", "--hard", "main")
    repo.git("config", "gc.auto", "0")
    unpack(repo)
    damage(repo, tmp_path / "clone")
    with pytest.raises(GonogoError) as raised:
        subjects(tmp_path / "clone")
    assert raised.value.message.startswith(message)
    assert "\n" not in raised.value.message


def unpack(repo: RepoBuilder) -> None:
    """Replaces the packs with loose objects."""
    packs = list((repo.root / ".git" / "objects" / "pack").glob("*.pack"))
    for pack in packs:
        content = pack.read_bytes()
        for file in pack.parent.glob(f"{pack.stem}.*"):
            file.unlink()
        repo.git("unpack-objects", "-q", given=content)


def _shallow_but_whole(repo: RepoBuilder, target: Path) -> None:
    _clone(repo, target, "--depth=4")


def _partial_but_whole(repo: RepoBuilder, target: Path) -> None:
    """A partial clone that lacks only a large file outside the checklists."""
    repo.git("reset", "--quiet", "--hard", "main")
    picture = repo.root / "picture.bin"
    picture.write_text(5000 * "x", encoding="utf-8")
    repo.commit("large")
    picture.unlink()
    repo.commit("small")
    repo.git("config", "uploadpack.allowFilter", "true")
    _clone(repo, target, "--filter=blob:limit=1k")
    assert RepoBuilder(target).git("rev-list", "--objects", "--missing=print", "HEAD").count("?") == 1


def _unfiltered(repo: RepoBuilder, target: Path) -> None:
    """A clone with a filter, from a server that does not support filters."""
    repo.git("config", "uploadpack.allowFilter", "false")
    repo.git("clone", "--quiet", "--filter=blob:none", f"file://{repo.root}", str(target))


def _other_branch_is_shallow(repo: RepoBuilder, target: Path) -> None:
    repo.git("branch", "other", "main~1")
    repo.load(Made("o1", {V1: "o1"}), Made("o2", {V1: "o2"}), branch="other")
    _clone(repo, target, "--single-branch", "--branch=main")
    RepoBuilder(target).git("fetch", "--quiet", "--depth=1", "origin", "other")


@pytest.mark.parametrize("make_clone", [_shallow_but_whole, _partial_but_whole, _unfiltered, _other_branch_is_shallow])
def test_shallow_or_partial_clone_without_missing_objects_is_read(
    make_clone: Callable[[RepoBuilder, Path], None], tmp_path: Path
) -> None:
    """A shallow or partial clone is read if it has all objects of the checklists."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.load(*(Made(str(number), {V1: str(number)}) for number in range(4)))
    make_clone(repo, tmp_path / "clone")
    git = tmp_path / "clone/.git"
    assert (git / "shallow").is_file() or any((git / "objects/pack").glob("*.promisor"))
    assert subjects(tmp_path / "clone") == ["0", "1", "2", "3"]


def test_incomplete_branch_is_refused_in_a_clone_with_a_complete_branch(tmp_path: Path) -> None:
    """An incomplete revision is refused, even if the checked-out branch is complete."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.load(*(Made(str(number), {V1: str(number)}) for number in range(4)))
    _other_branch_is_shallow(repo, tmp_path / "clone")
    with pytest.raises(GonogoError, match="this clone is shallow"):
        subjects(tmp_path / "clone", (tmp_path / "clone/.git/FETCH_HEAD").read_text(encoding="ascii").split()[0])


def test_hint_of_a_shallow_clone_completes_it(tmp_path: Path) -> None:
    """The command in the hint completes a shallow clone."""
    repo = make(tmp_path / "repo")
    _shallow(repo, tmp_path / "clone")
    with pytest.raises(GonogoError) as raised, open_store(tmp_path / "clone"):
        pass
    command, _, _ = raised.value.hint.partition(";")
    subprocess.run(command.split(), cwd=tmp_path / "clone", env=git_environment(), check=True, capture_output=True)
    assert subjects(tmp_path / "clone") == SUBJECTS


@pytest.mark.parametrize(
    ("project", "place"),
    [
        pytest.param(PureWindowsPath("."), b"checklists", id="top"),
        pytest.param(PureWindowsPath(r"ops\team a"), b"ops/team a/checklists", id="Windows"),
        pytest.param(PurePosixPath("ops/a\\b"), b"ops/a\\b/checklists", id="backslash in a name"),
        pytest.param(PurePosixPath("ops/\udcff"), b"ops/\xff/checklists", id="bytes"),
    ],
)
def test_place_of_checklists_is_as_git_writes_it(project: PurePath, place: bytes) -> None:
    """The path of the checklists in git has slashes on every system."""
    assert place_in_git(project) == place


def test_names_are_resolved_without_symbolic_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are resolved if the user cannot create symbolic links, as on Windows."""

    def refuse(*_: object) -> None:
        raise OSError("a required privilege is not held by the client")

    repo = make(tmp_path / "repo")
    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert subjects(repo.root, "main") == SUBJECTS
    repo.git("pack-refs", "--all")
    assert subjects(repo.root, "main") == SUBJECTS


def test_missing_git_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, the error is a single line."""
    root = make(tmp_path / "repo").root
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GonogoError, match="git is not installed, or not in PATH"):
        subjects(root)


NAMES = {
    "branch-like-an-option": "-x",
    "branch-like-an-option-with-a-file": "--output=canary",
    "branch-called-head": "refs/heads/HEAD",
    "branch": "main~1",
    "tag": "v1.0",
    "short-id": None,
    "remote": "refs/remotes/origin/main",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_revision_is_resolved_to_a_full_id(name: str | None, tmp_path: Path) -> None:
    """Branches with any name, tags and abbreviated ids are resolved to full ids."""
    repo = make(tmp_path)
    wanted = repo.git("rev-parse", "main~1")
    for ref in ("heads/-x", "heads/--output=canary", "heads/HEAD", "remotes/origin/main"):
        repo.git("update-ref", f"refs/{ref}", wanted)
    repo.git("tag", "--annotate", "--message=release", "v1.0", wanted)
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        assert store.resolve(name or wanted[:9]) == wanted
        assert store.resolve("HEAD") == repo.git("rev-parse", "main")
    assert not list(tmp_path.rglob("canary*"))[1:]


WRONG = (
    "",
    "nothing",
    "-x",
    "--all",
    "main..main~1",
    "^main",
    f"main:{V1}",
    "main main",
    "main\0",
    "main\n",
    "@{u}",
    "main^{tree}",
    "\udcff",
    ":/root",
    "--output=canary",
    "--git-dir=/",
    "main^{commit}\nmain",
)


@pytest.mark.parametrize("revision", WRONG)
def test_revision_that_is_no_commit_is_refused(revision: str, tmp_path: Path) -> None:
    """A revision that is not exactly one commit is an error, and no file is written."""
    make(tmp_path)
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        with pytest.raises(GonogoError) as raised:
            store.resolve(revision)
    assert raised.value.message.endswith("is not a commit of this repository")
    raised.value.message.encode()
    assert not list(tmp_path.rglob("canary*"))


def test_only_full_ids_are_passed_to_git(tmp_path: Path) -> None:
    """A text that is not a full id is an error, so that git cannot read it as an option or a name."""
    make(tmp_path)
    with open_store(tmp_path) as store:
        assert isinstance(store, GitStore)
        for read in (store.read_commits, lambda one: store.read_messages([one]), lambda one: store.read_blobs([one])):
            with pytest.raises(GonogoError, match="is not the full id of an object"):
                list(read("HEAD"))


def test_temporary_folder_is_removed_after_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The temporary folder of the store is removed, even after an error."""
    make(tmp_path / "repo")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with pytest.raises(GonogoError), open_store(tmp_path / "repo") as store:
        resolve_missing(store, temporary)
    assert not list(temporary.iterdir())


def resolve_missing(store: GitStore | Absence, temporary: Path) -> None:
    """Raises GonogoError."""
    assert isinstance(store, GitStore)
    assert list(temporary.iterdir())
    store.resolve("nothing")
