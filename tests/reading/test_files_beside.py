"""What lies in `checklists/` under a name or of a kind that is not read: said, and never followed or skipped."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gonogo.source.files.worktree import read_files
from gonogo.source.git.committed_files import read_revision
from repository import RepoBuilder
from support.cases import RELEASE, Printed, check, check_as_process, lay_out

UNEXPECTED = "error[unexpected-file]"
INCOMPLETE = "  help: every project has people.yml and policy.yml, every system roles.yml and system.yml\n"
ONE_ERROR = "1 error, 0 warnings, 0 notes\n"


def remove(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).unlink()


def rename(path: str, name: str) -> Callable[[Path], object]:
    return lambda root: (root / path).rename(root / name)


def copy(path: str, name: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, root / name)

    return change


def link(target: str, name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).symlink_to(target)


def remove_roles(root: Path) -> None:
    """A system without roles, and nothing that names one."""
    (root / "checklists/shop/roles.yml").unlink()
    (root / RELEASE).unlink()
    (root / "checklists/policy.yml").write_text("format: 1\nproject: shop-2f9c1e\nmaintainers: [ann]\n")


def link_people(root: Path) -> None:
    (root / "checklists/people.yml").rename(root / "people.yml")
    (root / "checklists/people.yml").symlink_to("../people.yml")


BESIDE = {
    "release-ends-in-yaml": (
        rename(RELEASE, "checklists/shop/v1.yaml"),
        (f"checklists/shop/v1.yaml:1:1: {UNEXPECTED}: a file that ends in .yaml is not read\n"
         f"  help: rename it to .yml\n{ONE_ERROR}"),
    ),
    "release-ends-in-upper-case": (
        rename(RELEASE, "checklists/shop/v1.YML"),
        (f"checklists/shop/v1.YML:1:1: {UNEXPECTED}: a file that ends in .YML is not read\n"
         f"  help: rename it to .yml\n{ONE_ERROR}"),
    ),
    "no-roles": (
        remove_roles,
        f"checklists/shop/roles.yml:1:1: error[missing-file]: this file is missing\n{INCOMPLETE}{ONE_ERROR}",
    ),
    "no-system": (
        remove("checklists/shop/system.yml"),
        f"checklists/shop/system.yml:1:1: error[missing-file]: this file is missing\n{INCOMPLETE}{ONE_ERROR}",
    ),
    "no-policy": (
        remove("checklists/policy.yml"),
        f"checklists/policy.yml:1:1: error[missing-file]: this file is missing\n{INCOMPLETE}{ONE_ERROR}",
    ),
    "no-people": (
        remove("checklists/people.yml"),
        f"checklists/people.yml:1:1: error[missing-file]: this file is missing\n{INCOMPLETE}{ONE_ERROR}",
    ),
    "linked-release": (
        link("v1.yml", "checklists/shop/v2.yml"),
        (f"checklists/shop/v2.yml:1:1: {UNEXPECTED}: a symbolic link is not followed\n"
         f"  help: put the file itself here\n{ONE_ERROR}"),
    ),
    "linked-release-to-nowhere": (
        link("nowhere.yml", "checklists/shop/v2.yml"),
        (f"checklists/shop/v2.yml:1:1: {UNEXPECTED}: a symbolic link is not followed\n"
         f"  help: put the file itself here\n{ONE_ERROR}"),
    ),
    "linked-system": (
        link("shop", "checklists/store"),
        (f"checklists/store:1:1: {UNEXPECTED}: a symbolic link is not followed\n"
         f"  help: put the file itself here\n{ONE_ERROR}"),
    ),
    "linked-directory-file": (
        link_people,
        (f"checklists/people.yml:1:1: {UNEXPECTED}: a symbolic link is not followed\n"
         f"  help: put the file itself here\n{ONE_ERROR}"),
    ),
}  # fmt: skip

# The wording is the program's; the place and the rule are what counts.
NEVER_SILENT = {
    "file-at-the-top": (copy(RELEASE, "checklists/v1.yml"), "checklists/v1.yml"),
    "file-below-a-system": (copy(RELEASE, "checklists/shop/2026/v2.yml"), "checklists/shop/2026"),
    "folder-named-like-a-release": (lambda root: (root / "checklists/shop/v2.yml").mkdir(), "checklists/shop/v2.yml"),
    "system-with-a-wrong-name": (
        lambda root: shutil.copytree(root / "checklists/shop", root / "checklists/My Shop", ignore=ignore_releases),
        "checklists/My Shop",
    ),
    "system-of-yaml-files": (
        lambda root: (root / "checklists/store").mkdir() or copy(RELEASE, "checklists/store/v1.yaml")(root),
        "checklists/store/v1.yaml",
    ),
}

# What editors, file managers and systems leave beside a file or in a folder, with the name that it has there.
LEFT_BESIDE = {
    "lock-of-emacs": link("ann@host.example.1234:1700000000", "checklists/shop/.#roles.yml"),
    "lock-of-emacs-at-the-top": link("ann@host.example.1234:1700000000", "checklists/.#people.yml"),
    "copy-of-emacs": copy(RELEASE, "checklists/shop/#v1.yml#"),
    "backup-of-emacs": copy(RELEASE, "checklists/shop/v1.yml~"),
    "swap-file-of-vim": copy(RELEASE, "checklists/shop/.v1.yml.swp"),
    "resource-fork-of-macos": copy(RELEASE, "checklists/shop/._system.yml"),
    "resource-fork-of-a-folder": copy(RELEASE, "checklists/._shop"),
    "icon-of-macos": copy(RELEASE, "checklists/shop/Icon\r"),
    "lock-of-libreoffice": copy(RELEASE, "checklists/shop/.~lock.v1.yml#"),
    "owner-file-of-office": copy(RELEASE, "checklists/shop/~$v1.yml"),
    "temporary-file-of-gnome": copy(RELEASE, "checklists/shop/.goutputstream-A1B2C3"),
    "temporary-file-of-syncthing": copy(RELEASE, "checklists/shop/.syncthing.v1.yml.tmp"),
    "rejected-lines-of-a-patch": copy(RELEASE, "checklists/shop/v1.yml.rej"),
    "original-of-a-merge": copy(RELEASE, "checklists/shop/v1.yml.orig"),
    "settings-of-an-editor": copy(RELEASE, "checklists/.vscode/settings.yml"),
    "versions-of-a-file-server": copy(RELEASE, "checklists/shop/.stversions/v0.yml"),
    "list-of-finder": copy(RELEASE, "checklists/shop/.DS_Store"),
    "pictures-of-explorer": copy(RELEASE, "checklists/shop/Thumbs.db"),
}

STRANGE_NAMES = {
    "newline": b"v\n2.yml",
    "escape-sequence": b"v\x1b[2J.yml",
    "bidi": "v\u202e2.yml".encode(),
    "not-utf-8": b"v\xff.yml",
}


def ignore_releases(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name not in ("roles.yml", "system.yml")}


@pytest.mark.parametrize(("change", "expected"), BESIDE.values(), ids=BESIDE)
def test_files_that_are_not_read_are_named(change: Callable[[Path], object], expected: str, tmp_path: Path) -> None:
    """What is missing, or would be ignored for its name or kind, is said once, and nothing follows from it."""
    change(lay_out(tmp_path))
    assert check(tmp_path) == Printed(expected, 1)


@pytest.mark.parametrize(("change", "path"), NEVER_SILENT.values(), ids=NEVER_SILENT)
def test_files_are_never_ignored_silently(change: Callable[[Path], object], path: str, tmp_path: Path) -> None:
    """A checklist in a place or under a name that is not read is an error."""
    change(lay_out(tmp_path))
    printed = check(tmp_path)
    assert printed.exit_code == 1
    assert [line for line in printed.output.splitlines() if line.startswith(path) and ": error[" in line] != []


@pytest.mark.parametrize("leave", LEFT_BESIDE.values(), ids=LEFT_BESIDE)
def test_files_that_editors_leave_are_no_releases(leave: Callable[[Path], object], tmp_path: Path) -> None:
    """Nothing is said of them, whatever is in them, and the verdicts are those of the project without them."""
    before = check(lay_out(tmp_path))
    leave(tmp_path)
    assert check(tmp_path) == before
    files = read_files(tmp_path)
    assert set(files.contents) == set(read_files(lay_out(tmp_path / "other")).contents)


def test_hidden_checklist_is_a_note(tmp_path: Path) -> None:
    """A file that somebody hid is not read, and that is said: it may be meant."""
    copy(RELEASE, "checklists/shop/.v2.yml")(lay_out(tmp_path))
    printed = check(tmp_path)
    assert printed.exit_code == 0
    assert "checklists/shop/.v2.yml:1:1: note[unexpected-file]: a hidden file is not read\n" in printed.output


@pytest.mark.parametrize("name", ["v1 2.yml", "v1 (1).yml", "Copy of v1.yml", "v1.sync-conflict.yml", "v1.orig.yml"])
def test_copies_under_another_name_are_read(name: str, tmp_path: Path) -> None:
    """A copy that may contain work is never passed over: it is an error, or a release of its own."""
    copy(RELEASE, f"checklists/shop/{name}")(lay_out(tmp_path))
    printed = check(tmp_path)
    assert printed.exit_code == 1
    assert f"checklists/shop/{name}:" in printed.output


def test_hidden_files_in_a_commit_are_no_releases(tmp_path: Path) -> None:
    """A commit with such files reads as the working tree does."""
    for leave in LEFT_BESIDE.values():
        if not (tmp_path / "checklists").exists():
            lay_out(tmp_path)
        leave(tmp_path)
    repo = RepoBuilder(tmp_path)
    repo.commit()
    _, committed = read_revision(tmp_path, "HEAD")
    assert committed == read_files(tmp_path)


def test_twin_in_other_case_is_refused(tmp_path: Path) -> None:
    """Two names that a Mac or Windows takes for one are an error: which of them is read would be left to chance."""
    copy(RELEASE, "checklists/shop/V1.yml")(lay_out(tmp_path))
    if len(list((tmp_path / "checklists/shop").glob("*.yml"))) == 3:
        pytest.skip("this file system takes them for one file")
    twin = "checklists/shop/v1.yml:1:1: error[unexpected-file]: differs from checklists/shop/V1.yml only in upper and"
    assert twin in check(tmp_path).output


@pytest.mark.parametrize("name", STRANGE_NAMES.values(), ids=STRANGE_NAMES)
def test_strange_file_names_are_refused(name: bytes, tmp_path: Path) -> None:
    """A name that could steer a terminal is written out, and none of them stops the command."""
    folder = os.fsencode(lay_out(tmp_path) / "checklists/shop")
    try:
        shutil.copyfile(os.fsencode(tmp_path / RELEASE), os.path.join(folder, name))  # noqa: PTH118 - bytes
    except OSError:
        pytest.skip("this file system has no such names")
    printed = check_as_process(tmp_path)
    assert printed.exit_code == 1
    assert [line for line in printed.output.splitlines() if "Traceback" in line or not line.isprintable()] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe in place of a file would stop a reader for ever."""
    os.mkfifo(lay_out(tmp_path) / "checklists/shop/v2.yml")
    assert check_as_process(tmp_path, timeout=10).exit_code == 1
