"""`build`, plain MkDocs, `render` and `demo` write only to their own folder."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from building import lay_out, write
from cli.projects import SMALL
from cli.running import AS_OF, Ran, run, run_process
from gonogo.core.diagnostics import GonogoError
from gonogo.source.files.output_folder import Stage, write_folder
from gonogo.source.files.output_mark import SITE, TREE, MarkKind, parse_mark, write_mark
from repository import RepoBuilder

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG = """\
site_name: Readiness
theme: {name: mkdocs, custom_dir: overrides}
hooks: [tools/hook.py]
plugins: [gonogo]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with checklists, pages, a theme, a hook, another folder, and links to some of these."""
    root = tmp_path / "project"
    lay_out(root, SMALL)
    write(root / "mkdocs.yml", _CONFIG)
    write(root / "docs" / "about.md", "# About\n")
    write(root / "overrides" / "404.html", "not here")
    write(root / "tools" / "hook.py", "")
    write(root / "mine" / "thesis.txt", "mine")
    for name, target in (("to-mine", "mine"), ("to-docs", "docs"), ("to-git", ".git"), ("to-new", "new")):
        (root / name).symlink_to(target)
    RepoBuilder(root).commit()
    write(root / "checklists" / "people.yml", (root / "checklists" / "people.yml").read_text("utf-8") + "# not yet\n")
    return root


def read_all(folder: Path) -> dict[str, bytes | str]:
    """Every file, folder and link below a folder with its content, except Python's compiled hooks."""
    found: dict[str, bytes | str] = {}
    for place in sorted(folder.rglob("*")):
        name = place.relative_to(folder).as_posix()
        if "__pycache__" in place.parts:
            continue
        if place.is_symlink():
            found[name] = f"link to {place.readlink()}"
        elif place.is_file():
            found[name] = place.read_bytes()
        else:
            found[name] = "a folder" if place.is_dir() else "a pipe"
    return found


def build(project: Path, *words: object) -> Ran:
    return run("build", *AS_OF, *words, at=project)


def build_by_configuration(project: Path, place: str) -> Ran:
    """Runs `gonogo build` with the folder in `site_dir`, and restores mkdocs.yml."""
    write(project / "mkdocs.yml", f"{_CONFIG}site_dir: '{place}'\n")
    ran = build(project)
    write(project / "mkdocs.yml", _CONFIG)
    return ran


def run_mkdocs(project: Path, *words: str) -> Ran:
    """Runs plain MkDocs with the plugin."""
    command = [sys.executable, "-m", "mkdocs", *words]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


PROTECTED = {
    ".git": "where git keeps its own files",
    ".git/refs/site": "where git keeps its own files",
    ".GIT/site": "where git keeps its own files",
    "checklists": "gonogo only reads",
    "checklists/site": "gonogo only reads",
    "docs/site": "",  # MkDocs itself refuses the folders without a text
    "overrides/site": "gonogo only reads",
    "tools": "gonogo only reads",
    ".": "",
    "..": "",
    "mine/../checklists/shop": "gonogo only reads",
    "to-mine": "is a symbolic link, not a folder",
    "to-new": "is a symbolic link, not a folder",
    "to-docs/site": "is a symbolic link",
    "to-git/site": "is a symbolic link",
    "to-new/site": "is a symbolic link",
    "mine": "contains files that no earlier build wrote: thesis.txt",
    "mine/thesis.txt": "is not a folder",
}


@pytest.mark.parametrize("absolute", [False, True], ids=["relative", "absolute"])
@pytest.mark.parametrize("place", PROTECTED)
def test_build_refuses_a_folder_with_other_content(project: Path, place: str, *, absolute: bool) -> None:
    """For every spelling of the folder, the project stays unchanged, and one line names the reason."""
    before = read_all(project)
    named = f"{project}/{place}" if absolute else place
    for ran in (build(project, "-d", named), build_by_configuration(project, named)):
        assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False)
        assert PROTECTED[place] in ran.err
        assert read_all(project) == before


@pytest.mark.parametrize("words", [("build", "-d", ".git"), ("build", "--dirty", "-d", "checklists"), ("gh-deploy",)])
def test_plain_mkdocs_refuses_a_folder_with_other_content(project: Path, words: tuple[str, ...]) -> None:
    """The plugin stops plain MkDocs before it empties a folder with other content."""
    write(project / "mkdocs.yml", f"{_CONFIG}site_dir: mine\n")
    before = read_all(project)
    ran = run_mkdocs(project, *words)
    assert (ran.code, "ERROR" in ran.err) == (1, True), ran.err
    assert read_all(project) == before


@pytest.mark.parametrize("event", ["on_config", "on_pre_build"])
def test_build_refuses_the_git_folder_from_a_hook(project: Path, event: str) -> None:
    """Build refuses the git folder, even if a hook sets it as the folder of the site."""
    write(project / "tools" / "hook.py", f"def {event}(config):\n    config.site_dir = {str(project / '.git')!r}\n")
    before = read_all(project)
    ran = build(project)
    assert (ran.code, "where git keeps its own files" in ran.err) == (2, True), ran.err
    assert {name: content for name, content in read_all(project).items() if "__pycache__" not in name} == before


@pytest.mark.parametrize("event", ["on_files", "on_nav", "on_env"])
def test_build_refuses_a_hook_that_changes_the_folder_too_late(project: Path, event: str) -> None:
    """Build refuses a late change of the folder, because MkDocs would write the site to two folders."""
    hook = f"def {event}(*_, config, **__):\n    config.site_dir = {str(project / 'mine')!r}\n"
    write(project / "mine" / "404.html", "mine")
    write(project / "tools" / "hook.py", hook)
    before = read_all(project / "mine")
    ran = build(project)
    assert (ran.code, "changed `site_dir` too late" in ran.err) == (2, True), ran.err
    assert read_all(project / "mine") == before
    assert not (project / "site").exists()


REFUSED = {**PROTECTED, ".": "top folder of a git repository", "..": "holds", "docs/site": "only reads", "docs": "only"}


@pytest.mark.parametrize("place", REFUSED)
def test_render_refuses_a_folder_with_other_content(project: Path, place: str) -> None:
    """Render refuses the same folders as build, with the same reasons."""
    before = read_all(project)
    ran = run("render", *AS_OF, project / place, at=project)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False)
    assert REFUSED[place].replace("build", "render") in ran.err
    assert read_all(project) == before


@pytest.mark.parametrize(
    "place", [".git/new", "checklists/new", "docs/new", "overrides/new", "tools/new", "to-mine", "to-mine/new", "mine"]
)
def test_demo_refuses_a_folder_with_other_content(project: Path, place: str) -> None:
    """The demo refuses folders that git, gonogo or MkDocs read, and folders with files."""
    before = read_all(project)
    ran = run("demo", project / place, at=project.parent)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False)
    assert read_all(project) == before


@pytest.mark.parametrize("layout", ["bare", "worktree", "separate"])
def test_build_recognizes_a_git_folder_by_its_content(project: Path, tmp_path: Path, layout: str) -> None:
    """Build refuses the git folder of bare repositories, worktrees and separate git folders, which have other names."""
    repository = RepoBuilder(tmp_path / "other")
    repository.commit()
    if layout == "bare":
        repository.git("clone", "--quiet", "--bare", str(tmp_path / "other"), str(tmp_path / "meta"))
    elif layout == "worktree":
        repository.git("worktree", "add", "--quiet", str(tmp_path / "tree"))
        assert build(project, "-d", tmp_path / "tree").code == 2
        (tmp_path / "other" / ".git" / "worktrees" / "tree").rename(tmp_path / "other" / ".git" / "meta")
        (tmp_path / "meta").symlink_to(tmp_path / "other" / ".git" / "meta")
    else:
        repository.git("init", "--quiet", f"--separate-git-dir={tmp_path / 'meta'}")
    before = read_all(tmp_path / "meta")
    for place in ("meta", "meta/site"):
        ran = build(project, "-d", tmp_path / place)
        assert ran.code == 2
    assert read_all(tmp_path / "meta") == before


def test_build_replaces_an_earlier_site_and_keeps_other_files(project: Path, tmp_path: Path) -> None:
    """Build removes its old pages, keeps files such as CNAME, and writes the same bytes as in a new folder."""
    site = tmp_path / "elsewhere" / "site"
    write(project / "docs" / "old" / "page.md", "# Old\n")
    assert build(project, "-d", site).code == 0
    assert (site / "old" / "page" / "index.html").is_file()
    write(site / "CNAME", "ready.example.com")
    write(site / "about" / "mine.txt", "mine")
    (project / "docs" / "old" / "page.md").unlink()
    for target in (site, tmp_path / "new"):
        ran = build(project, "-d", target)
        assert (ran.code, ran.err) == (0, "")
    others = {"CNAME": b"ready.example.com", "about/mine.txt": b"mine"}
    assert read_all(site) == {**read_all(tmp_path / "new"), **others}
    assert not (site / "old").exists()
    assert {entry.name for entry in tmp_path.iterdir()} == {"project", "elsewhere", "new"}
    assert [entry.name for entry in site.parent.iterdir()] == ["site"]


def test_mark_lists_every_file_with_its_digest(project: Path, tmp_path: Path) -> None:
    """`sha256sum --check` accepts the mark file, which has only names and digests."""
    assert build(project, "-d", tmp_path / "site").code == 0
    ran = subprocess.run(
        ["sha256sum", "--check", "--quiet", ".gonogo-site"], cwd=tmp_path / "site", capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    written = parse_mark(SITE, (tmp_path / "site" / ".gonogo-site").read_bytes())
    files = {name for name, content in read_all(tmp_path / "site").items() if content != "a folder"}
    assert written
    assert {path for path, _ in written} == files - {".gonogo-site"}


@pytest.mark.parametrize("place", ["index.html", "gone/index.html"])
def test_build_refuses_to_replace_a_changed_page(project: Path, tmp_path: Path, place: str) -> None:
    """Build refuses to replace or remove a page that was changed manually."""
    site = tmp_path / "site"
    write(project / "docs" / "gone.md", "# Gone\n")
    assert build(project, "-d", site).code == 0
    (project / "docs" / "gone.md").unlink()
    write(site / place, "by hand")
    before = read_all(tmp_path)
    ran = build(project, "-d", site)
    assert (ran.code, ran.out) == (2, "")
    assert f"{site} was changed after gonogo wrote it: {place}; move it away" in ran.err
    assert read_all(tmp_path) == before


def test_build_refuses_to_replace_another_file_by_a_new_page(project: Path, tmp_path: Path) -> None:
    """A new page never replaces a file or link that gonogo did not write."""
    site = tmp_path / "site"
    assert build(project, "-d", site).code == 0
    write(project / "docs" / "one.md", "# One\n")
    write(project / "docs" / "other.md", "# Other\n")
    write(site / "one" / "index.html", "mine")
    (site / "other").symlink_to(project / "mine")
    before = read_all(tmp_path)
    ran = build(project, "-d", site)
    assert (ran.code, ran.out) == (2, "")
    assert f"no earlier build wrote one/index.html, other in {site}" in ran.err
    assert read_all(tmp_path) == before


DIGEST = hashlib.sha256(b"mine").hexdigest()
FORGED = {
    "right digest of a link": [("to-thesis.txt", DIGEST)],
    "right digest through a link": [("outside/thesis.txt", DIGEST)],
    "other digest": [("own.txt", "0" * 64)],
    "outside": [("../mine/thesis.txt", DIGEST)],
    "outside in the middle": [("a/../../mine/thesis.txt", DIGEST)],
    "absolute": [("/etc/passwd", DIGEST)],
    "dot": [("./own.txt", DIGEST)],
    "two slashes": [("a//own.txt", DIGEST)],
    "git": [("nested/.git/HEAD", DIGEST)],
    "git in capitals": [("nested/.GIT/HEAD", DIGEST)],
    "pipe": [("pipe", DIGEST)],
    "NUL": b"# gonogo site 1\n" + DIGEST.encode() + b"  a%00b\n",
    "raw NUL": b"# gonogo site 1\n" + DIGEST.encode() + b"  a\0b\n",
    "lone surrogate": b'["\\ud800"]',
    "bytes that are not UTF-8": b"\xff\xfe\xed\xa0\x80",
    "brackets": b"[" * 100_000,
    "list of an earlier version": b'["own.txt"]',
    "header of a later version": b"# gonogo site 2\n",
    "empty": b"",
    "no digest": b"# gonogo site 1\nown.txt\n",
    "carriage returns": b"# gonogo site 1\r\n",
    "name that is too long": [("x" * 300, DIGEST)],
    "path that is too long": [("a/" * 3000 + "a", DIGEST)],
    "path of 100 000 folders": [("a/" * 100_000 + "a", DIGEST)],
}


@pytest.mark.parametrize("case", FORGED)
@pytest.mark.parametrize("kind", [SITE, TREE], ids=["build", "render"])
def test_forged_mark_file_deletes_no_file(project: Path, tmp_path: Path, kind: MarkKind, case: str) -> None:
    """Files that gonogo did not write stay, and the command fails with one line and a hint."""
    folder = tmp_path / "forged"
    write(folder / "own.txt", "mine")
    write(folder / "nested" / ".git" / "HEAD", "mine")
    (folder / "to-thesis.txt").symlink_to(project / "mine" / "thesis.txt")
    (folder / "outside").symlink_to(project / "mine")
    os.mkfifo(folder / "pipe")
    content = FORGED[case]
    if isinstance(content, list):
        content = write_mark(kind, content)
    (folder / kind.name).write_bytes(content.replace(b"# gonogo site 1", kind.title.encode()))
    before = read_all(folder), read_all(project)
    ran = build(project, "-d", folder) if kind == SITE else run("render", *AS_OF, folder, at=project)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False), ran.err
    assert (read_all(folder), read_all(project)) == before


def test_mark_that_is_not_a_regular_file_is_refused(project: Path, tmp_path: Path) -> None:
    """Build refuses a mark that is a pipe, which would block, or a link, which could lead to another folder's mark."""
    (tmp_path / "piped").mkdir()
    os.mkfifo(tmp_path / "piped" / SITE.name)
    assert build(project, "-d", tmp_path / "site").code == 0
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / SITE.name).symlink_to(tmp_path / "site" / SITE.name)
    for name in ("piped", "linked"):
        ran = build(project, "-d", tmp_path / name)
        assert (ran.code, "is not a list of the files in its folder" in ran.err) == (2, True)


def test_forged_mark_in_the_project_is_ignored(project: Path) -> None:
    """Gonogo does not read a mark in the project root, even with correct digests."""
    files = {
        name: content
        for name, content in read_all(project).items()
        if isinstance(content, bytes) and ".git" not in name
    }
    written = [(name, hashlib.sha256(content).hexdigest()) for name, content in files.items()]
    for kind in (SITE, TREE):
        (project / kind.name).write_bytes(write_mark(kind, written))
    before = read_all(project)
    for ran in (build(project, "-d", "."), run("render", *AS_OF, project, at=project)):
        assert ran.code == 2
    assert read_all(project) == before


OTHER_FOLDERS = ["empty folder", "folder with a link to a folder", "folder with an empty folder", "folder for a page"]


@pytest.mark.parametrize("case", OTHER_FOLDERS)
def test_write_folder_refuses_to_replace_another_folder(tmp_path: Path, case: str) -> None:
    """A folder at the path of a file is refused before any change, even if it contains no files."""
    target = tmp_path / "site"
    write_folder(target, {"page": b"old", "below/page": b"old"}, SITE)
    place = target / ("page" if case == "folder for a page" else "new")
    if case == "folder for a page":
        place.unlink()
    place.mkdir()
    if case == "folder with a link to a folder":
        (place / "link").symlink_to(tmp_path)
    elif case == "folder with an empty folder":
        (place / "empty").mkdir()
    before = read_all(tmp_path)
    with pytest.raises(GonogoError, match=f"no earlier build wrote {place.name} in "):
        write_folder(target, {place.name: b"new", "other": b"new"}, SITE)
    assert read_all(tmp_path) == before


@pytest.mark.parametrize("later", [{}, {"page": b"3"}, {"page/below": b"3"}, {"page/below/more": b"3"}])
def test_write_folder_repairs_the_site_of_killed_runs(tmp_path: Path, later: dict[str, bytes]) -> None:
    """The site of killed runs can be replaced, even if its mark names a path as a file and as a folder."""
    page, below = hashlib.sha256(b"1").hexdigest(), hashlib.sha256(b"2").hexdigest()
    target = tmp_path / "site"
    write(target / "page", "1")
    (target / SITE.name).write_bytes(write_mark(SITE, [("page", page), ("page/below", below)]))
    write_folder(target, later, SITE)
    written = {
        name: content for name, content in read_all(target).items() if content != "a folder" and name != SITE.name
    }
    assert written == later


def test_simultaneous_runs_leave_one_complete_site(tmp_path: Path) -> None:
    """The site is the complete site of one run, and the next run can replace it."""
    target = tmp_path / "site"
    sites = [{f"{letter}/{number}": letter.encode() for number in range(100)} for letter in "abcd"]
    stages = [Stage(target, SITE) for _ in sites]
    for stage, site in zip(stages, sites, strict=True):
        for path, content in site.items():
            (stage.folder / path).parent.mkdir(exist_ok=True)
            (stage.folder / path).write_bytes(content)
    with ThreadPoolExecutor(len(stages)) as pool:
        list(pool.map(Stage.publish, stages))
    for stage in stages:
        stage.discard()
    found = {name: content for name, content in read_all(target).items() if content != "a folder" and name != SITE.name}
    assert found in sites
    write_folder(target, {"page": b"1"}, SITE)
    assert set(read_all(target)) == {"page", SITE.name}


@pytest.mark.parametrize("place", ["", "below"])
def test_write_folder_refuses_a_read_only_folder_before_any_change(tmp_path: Path, place: str) -> None:
    """A read-only folder is refused before any change, so a site is never a mixture of two builds."""
    target = tmp_path / "site"
    write_folder(target, {"first": b"1", "below/page": b"1"}, SITE)
    before = read_all(tmp_path)
    (target / place).chmod(0o555)
    if os.access(target / place, os.W_OK):
        pytest.skip("for a user who can write anywhere, no folder is read-only")
    with pytest.raises(GonogoError, match="is read-only"):
        write_folder(target, {"first": b"2", "below/page": b"2"}, SITE)
    assert read_all(tmp_path) == before
    (target / place).chmod(0o755)
    write_folder(target, {"first": b"2"}, SITE)
    assert set(read_all(target)) == {"first", SITE.name}


def test_plain_mkdocs_reports_errors_of_the_system_in_one_line(project: Path) -> None:
    """Plain MkDocs prints an error of the system in one line instead of a traceback."""
    ran = run_mkdocs(project, "build", "-d", "x" * 300)
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert "ERROR   -  gonogo: File name too long: " in ran.err


FAILING = {
    "hook": "def on_post_page(output, page, config):\n    raise RuntimeError('stop')\n",
    "hook at the end": "def on_post_build(config):\n    raise RuntimeError('stop')\n",
    "warning": "import logging\ndef on_page_markdown(*_, **__):\n    logging.getLogger('mkdocs').warning('odd')\n",
    "link in the site": "import os\ndef on_post_build(config):\n    os.symlink('/', config.site_dir + '/link')\n",
}


@pytest.mark.parametrize("case", FAILING)
def test_failed_build_keeps_the_earlier_site(project: Path, tmp_path: Path, case: str) -> None:
    """Every byte of the earlier site stays, and no temporary folder is left."""
    site = tmp_path / "made" / "site"
    assert build(project, "-d", site).code == 0
    before = read_all(site)
    write(project / "tools" / "hook.py", FAILING[case])
    write(project / "docs" / "about.md", "# Other\n")
    assert run_process("build", "-d", site, *AS_OF, at=project).code != 0
    assert read_all(site) == before
    assert [entry.name for entry in site.parent.iterdir()] == ["site"]
    assert run_process("build", "-d", tmp_path / "new" / "site", *AS_OF, at=project).code != 0
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("runner", "sent", "code"),
    [("gonogo", signal.SIGINT, 130), ("gonogo", signal.SIGTERM, 143), ("mkdocs", signal.SIGINT, 1)],
)
def test_interrupted_build_keeps_the_earlier_site(
    project: Path, tmp_path: Path, runner: str, sent: signal.Signals, code: int
) -> None:
    """After a signal while pages are written, every byte of the earlier site is unchanged."""
    site, reached = tmp_path / "made" / "site", tmp_path / "reached"
    assert build(project, "-d", site).code == 0
    before = read_all(site)
    waits = f"import pathlib, time\ndef on_post_page(*_, **__):\n    pathlib.Path({str(reached)!r}).touch()\n"
    write(project / "tools" / "hook.py", f"{waits}    time.sleep(60)\n")
    command = [sys.executable, "-m", runner, "build", "-d", str(site)]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(600):
            if reached.exists() or process.poll() is not None:
                break
            time.sleep(0.1)
        process.send_signal(sent)
        assert process.wait(30) == code
    assert reached.exists()
    assert read_all(site) == before
    assert [entry.name for entry in site.parent.iterdir()] == ["site"]


_DIES = """\
import os, sys
seen = []
def die(event, _):
    seen.extend([event] * (event == "os.rename"))
    if len(seen) == 20:
        os._exit(9)
sys.addaudithook(die)
"""


def test_build_repairs_a_partly_replaced_site(project: Path, tmp_path: Path) -> None:
    """After a run that stopped while replacing files, the next build succeeds: the mark lists old and new files."""
    site, other = tmp_path / "site", tmp_path / "other"
    assert build(project, "-d", site).code == 0
    before = read_all(site)
    write(project / "docs" / "about.md", "# Other\n")
    write(project / "tools" / "hook.py", _DIES)
    assert run_process("build", "-d", site, *AS_OF, at=project).code == 9
    assert read_all(site) != before
    write(project / "tools" / "hook.py", "")
    for target in (site, other):
        assert build(project, "-d", target).code == 0
    assert read_all(site) == read_all(other)


def test_plain_mkdocs_and_build_replace_the_site_of_each_other(project: Path) -> None:
    """`mkdocs build` can run twice, and `gonogo build` can replace its site."""
    for _ in range(2):
        assert run_mkdocs(project, "build").code == 0
        assert (project / "site" / SITE.name).is_file()
    assert build(project).code == 0
    assert not [entry.name for entry in project.iterdir() if entry.name.startswith(".gonogo-")]


def test_build_refuses_a_site_without_a_mark(project: Path) -> None:
    """Build refuses a folder with a site but without a mark, and names its files and the solution."""
    write(project / "site" / "index.html", "old")
    ran = build(project)
    assert (ran.code, (project / "site" / "index.html").read_text("utf-8")) == (2, "old")
    assert "contains files that no earlier build wrote: index.html; remove the folder yourself" in ran.err


def test_build_and_render_refuse_the_folder_of_each_other(project: Path, tmp_path: Path) -> None:
    """Build does not replace a rendered tree, and render does not replace a site."""
    assert build(project, "-d", tmp_path / "site").code == 0
    assert run("render", *AS_OF, tmp_path / "tree", at=project).code == 0
    before = read_all(tmp_path)
    assert build(project, "-d", tmp_path / "tree").code == 2
    assert run("render", *AS_OF, tmp_path / "site", at=project).code == 2
    assert read_all(tmp_path) == before


@pytest.mark.parametrize("name", ["new", "new/deep", "a folder", "café", "checklists-site", "docs.old", "empty"])
def test_build_accepts_a_new_or_empty_folder(project: Path, name: str) -> None:
    """Harmless folders are accepted, even in the project and with similar names."""
    (project / "empty").mkdir()
    assert build(project, "-d", name).code == 0
    assert (project / name / "index.html").is_file()


def test_build_accepts_a_linked_folder_outside_the_project(project: Path, tmp_path: Path) -> None:
    """Build accepts a link to a folder outside the project, such as a temporary folder."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert build(project, "-d", tmp_path / "link" / "site").code == 0
    assert (tmp_path / "real" / "site" / "index.html").is_file()
    assert build(project, "-d", tmp_path / "link" / "site").code == 0


PATHS = ["a", "a/b", "ä b", "line\nend", "per%cent", "# a", "\udcff", "..a", ".gitignore"]


@pytest.mark.parametrize("path", PATHS)
def test_mark_keeps_every_file_name(path: str) -> None:
    """Parsing a written mark returns the same file names."""
    written = frozenset({(path, DIGEST), ("other", "0" * 64)})
    assert parse_mark(SITE, write_mark(SITE, written)) == written
