"""Files in `checklists/` with an unread name or type are reported, not followed, and not silently ignored."""

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
    """Removes roles.yml and every reference to a role."""
    (root / "checklists/shop/roles.yml").unlink()
    (root / RELEASE).unlink()
    (root / "checklists/policy.yml").write_text("format: 1\nproject: shop-2f9c1e\nmaintainers: [ann]\n")


def link_people(root: Path) -> None:
    (root / "checklists/people.yml").rename(root / "people.yml")
    (root / "checklists/people.yml").symlink_to("../people.yml")


REPORTED = {
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
    "broken-link-as-release": (
        link("nowhere.yml", "checklists/shop/v2.yml"),
        (f"checklists/shop/v2.yml:1:1: {UNEXPECTED}: a symbolic link is not followed\n"
         f"  help: put the file itself here\n{ONE_ERROR}"),
    ),
    "linked-system": (
        link("shop", "checklists/store"),
        (f"checklists/store:1:1: {UNEXPECTED}: a symbolic link is not followed\n"
         f"  help: put the file itself here\n{ONE_ERROR}"),
    ),
    "linked-registry-file": (
        link_people,
        (f"checklists/people.yml:1:1: {UNEXPECTED}: a symbolic link is not followed\n"
         f"  help: put the file itself here\n{ONE_ERROR}"),
    ),
}  # fmt: skip

# Only the place and the rule are compared.
NEVER_SILENT = {
    "file-at-the-top": (copy(RELEASE, "checklists/v1.yml"), "checklists/v1.yml"),
    "file-in-a-folder-of-a-system": (copy(RELEASE, "checklists/shop/2026/v2.yml"), "checklists/shop/2026"),
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

# Files that editors, file managers and operating systems create, with their names.
EDITOR_FILES = {
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


@pytest.mark.parametrize(("change", "expected"), REPORTED.values(), ids=REPORTED)
def test_files_that_are_not_read_are_reported(change: Callable[[Path], object], expected: str, tmp_path: Path) -> None:
    """A missing or unreadable file is reported once, without consequential findings."""
    change(lay_out(tmp_path))
    assert check(tmp_path) == Printed(expected, 1)


@pytest.mark.parametrize(("change", "path"), NEVER_SILENT.values(), ids=NEVER_SILENT)
def test_files_are_never_ignored_silently(change: Callable[[Path], object], path: str, tmp_path: Path) -> None:
    """A checklist in a wrong folder or with a wrong name is an error."""
    change(lay_out(tmp_path))
    printed = check(tmp_path)
    assert printed.exit_code == 1
    assert [line for line in printed.output.splitlines() if line.startswith(path) and ": error[" in line] != []


@pytest.mark.parametrize("leave", EDITOR_FILES.values(), ids=EDITOR_FILES)
def test_files_of_editors_are_ignored(leave: Callable[[Path], object], tmp_path: Path) -> None:
    """Files that editors leave are ignored, regardless of their content."""
    before = check(lay_out(tmp_path))
    leave(tmp_path)
    assert check(tmp_path) == before
    files = read_files(tmp_path)
    assert set(files.contents) == set(read_files(lay_out(tmp_path / "other")).contents)


def test_hidden_checklist_is_a_note(tmp_path: Path) -> None:
    """A hidden checklist file is not read, and has a note."""
    copy(RELEASE, "checklists/shop/.v2.yml")(lay_out(tmp_path))
    printed = check(tmp_path)
    assert printed.exit_code == 0
    assert "checklists/shop/.v2.yml:1:1: note[unexpected-file]: a hidden file is not read\n" in printed.output


@pytest.mark.parametrize("name", ["v1 2.yml", "v1 (1).yml", "Copy of v1.yml", "v1.sync-conflict.yml", "v1.orig.yml"])
def test_copies_under_another_name_are_read(name: str, tmp_path: Path) -> None:
    """A copy under another name is an error or is read as a release."""
    copy(RELEASE, f"checklists/shop/{name}")(lay_out(tmp_path))
    printed = check(tmp_path)
    assert printed.exit_code == 1
    assert f"checklists/shop/{name}:" in printed.output


def test_hidden_files_in_a_commit_are_no_releases(tmp_path: Path) -> None:
    """A commit with such files is read as the working tree is."""
    for leave in EDITOR_FILES.values():
        if not (tmp_path / "checklists").exists():
            lay_out(tmp_path)
        leave(tmp_path)
    repo = RepoBuilder(tmp_path)
    repo.commit()
    _, committed = read_revision(tmp_path, "HEAD")
    assert committed == read_files(tmp_path)


def test_name_that_differs_in_case_is_refused(tmp_path: Path) -> None:
    """A name that differs only in case is an error, because some file systems take both for the same file."""
    copy(RELEASE, "checklists/shop/V1.yml")(lay_out(tmp_path))
    if len(list((tmp_path / "checklists/shop").glob("*.yml"))) == 3:
        pytest.skip("this file system takes them for one file")
    twin = "checklists/shop/v1.yml:1:1: error[unexpected-file]: differs from checklists/shop/V1.yml only in upper and"
    assert twin in check(tmp_path).output


@pytest.mark.parametrize("name", STRANGE_NAMES.values(), ids=STRANGE_NAMES)
def test_strange_file_names_are_refused(name: bytes, tmp_path: Path) -> None:
    """A strange file name is an error, is printed in visible characters, and causes no traceback."""
    folder = os.fsencode(lay_out(tmp_path) / "checklists/shop")
    try:
        shutil.copyfile(os.fsencode(tmp_path / RELEASE), os.path.join(folder, name))  # noqa: PTH118 - bytes
    except OSError:
        pytest.skip("this file system has no such names")
    printed = check_as_process(tmp_path)
    assert printed.exit_code == 1
    assert [line for line in printed.output.splitlines() if "Traceback" in line or not line.isprintable()] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_refused(tmp_path: Path) -> None:
    """A named pipe in place of a file is an error, and the command does not wait for it."""
    os.mkfifo(lay_out(tmp_path) / "checklists/shop/v2.yml")
    assert check_as_process(tmp_path, timeout=10).exit_code == 1
