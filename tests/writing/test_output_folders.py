"""`build`, plain MkDocs with the plugin, `render` and `demo` write to a folder of their own, and to no other."""

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
    """A repository with checklists, pages, a theme, a hook, a folder of somebody, and links to some of them."""
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
    """Every file, folder and link below a folder with what it holds, but for what Python keeps of a compiled hook."""
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
    """`gonogo build` where `site_dir` names the folder. The file is as it was afterwards."""
    write(project / "mkdocs.yml", f"{_CONFIG}site_dir: '{place}'\n")
    ran = build(project)
    write(project / "mkdocs.yml", _CONFIG)
    return ran


def run_mkdocs(project: Path, *words: str) -> Ran:
    """Plain MkDocs with the plugin."""
    command = [sys.executable, "-m", "mkdocs", *words]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


PROTECTED = {
    ".git": "where git keeps its own files",
    ".git/refs/site": "where git keeps its own files",
    ".GIT/site": "where git keeps its own files",
    "checklists": "gonogo only reads",
    "checklists/site": "gonogo only reads",
    "docs/site": "",  # here, and in the next two, MkDocs itself says so
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
def test_build_refuses_a_folder_that_is_not_its_own(project: Path, place: str, *, absolute: bool) -> None:
    """Whatever names the folder, nothing in the project or its repository changes, and one line says why."""
    before = read_all(project)
    named = f"{project}/{place}" if absolute else place
    for ran in (build(project, "-d", named), build_by_configuration(project, named)):
        assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False)
        assert PROTECTED[place] in ran.err
        assert read_all(project) == before


@pytest.mark.parametrize("words", [("build", "-d", ".git"), ("build", "--dirty", "-d", "checklists"), ("gh-deploy",)])
def test_plain_mkdocs_refuses_as_build_does(project: Path, words: tuple[str, ...]) -> None:
    """The plugin stops MkDocs before it empties a folder."""
    write(project / "mkdocs.yml", f"{_CONFIG}site_dir: mine\n")
    before = read_all(project)
    ran = run_mkdocs(project, *words)
    assert (ran.code, "ERROR" in ran.err) == (1, True), ran.err
    assert read_all(project) == before


@pytest.mark.parametrize("event", ["on_config", "on_pre_build"])
def test_hook_that_renames_the_folder_is_no_way_around(project: Path, event: str) -> None:
    """A hook is somebody's code, and a wrong folder in it costs no repository."""
    write(project / "tools" / "hook.py", f"def {event}(config):\n    config.site_dir = {str(project / '.git')!r}\n")
    before = read_all(project)
    ran = build(project)
    assert (ran.code, "where git keeps its own files" in ran.err) == (2, True), ran.err
    assert {name: held for name, held in read_all(project).items() if "__pycache__" not in name} == before


@pytest.mark.parametrize("event", ["on_files", "on_nav", "on_env"])
def test_hook_that_renames_the_folder_too_late_is_refused(project: Path, event: str) -> None:
    """MkDocs would write some files of the site to the folder of somebody, and the others to that of the site."""
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
def test_render_refuses_a_folder_that_is_not_its_own(project: Path, place: str) -> None:
    """As build does, with the same reasons."""
    before = read_all(project)
    ran = run("render", *AS_OF, project / place, at=project)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False)
    assert REFUSED[place].replace("build", "render") in ran.err
    assert read_all(project) == before


@pytest.mark.parametrize(
    "place", [".git/new", "checklists/new", "docs/new", "overrides/new", "tools/new", "to-mine", "to-mine/new", "mine"]
)
def test_demo_refuses_a_folder_that_is_not_its_own(project: Path, place: str) -> None:
    """A repository to look at never lands in somebody's project where something is read."""
    before = read_all(project)
    ran = run("demo", project / place, at=project.parent)
    assert (ran.code, ran.out, "Traceback" in ran.err) == (2, "", False)
    assert read_all(project) == before


@pytest.mark.parametrize("layout", ["bare", "worktree", "separate"])
def test_git_folder_is_known_by_what_is_in_it(project: Path, tmp_path: Path, layout: str) -> None:
    """A bare repository, the folder of a worktree and a git folder elsewhere have other names than `.git`."""
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


def test_site_replaces_the_earlier_site_and_keeps_files_of_others(project: Path, tmp_path: Path) -> None:
    """Pages that are gone go; CNAME stays, and the bytes are those of a site in a new folder."""
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
    theirs = {"CNAME": b"ready.example.com", "about/mine.txt": b"mine"}
    assert read_all(site) == {**read_all(tmp_path / "new"), **theirs}
    assert not (site / "old").exists()
    assert {entry.name for entry in tmp_path.iterdir()} == {"project", "elsewhere", "new"}
    assert [entry.name for entry in site.parent.iterdir()] == ["site"]


def test_mark_names_every_file_with_its_digest(project: Path, tmp_path: Path) -> None:
    """Anybody can check a site with `sha256sum --check`, and nothing but names and digests is in the mark."""
    assert build(project, "-d", tmp_path / "site").code == 0
    ran = subprocess.run(
        ["sha256sum", "--check", "--quiet", ".gonogo-site"], cwd=tmp_path / "site", capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    written = parse_mark(SITE, (tmp_path / "site" / ".gonogo-site").read_bytes())
    files = {name for name, held in read_all(tmp_path / "site").items() if held != "a folder"}
    assert written
    assert {path for path, _ in written} == files - {".gonogo-site"}


@pytest.mark.parametrize("place", ["index.html", "gone/index.html"])
def test_page_that_somebody_changed_is_not_replaced(project: Path, tmp_path: Path, place: str) -> None:
    """A change by hand stays, also of a page that the new site does not have."""
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


def test_file_of_somebody_where_a_page_goes_stays(project: Path, tmp_path: Path) -> None:
    """A page that is new in this site does not replace what somebody put there, be it a file or a link."""
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
    "bytes that are no text": b"\xff\xfe\xed\xa0\x80",
    "brackets": b"[" * 100_000,
    "list of an earlier version": b'["own.txt"]',
    "title of a later version": b"# gonogo site 2\n",
    "empty": b"",
    "no digest": b"# gonogo site 1\nown.txt\n",
    "carriage returns": b"# gonogo site 1\r\n",
    "name that is too long": [("x" * 300, DIGEST)],
    "path that is too long": [("a/" * 3000 + "a", DIGEST)],
    "path of 100 000 folders": [("a/" * 100_000 + "a", DIGEST)],
}


@pytest.mark.parametrize("case", FORGED)
@pytest.mark.parametrize("kind", [SITE, TREE], ids=["build", "render"])
def test_forged_mark_costs_nothing(project: Path, tmp_path: Path, kind: MarkKind, case: str) -> None:
    """Whatever a mark says, a file that gonogo did not write stays, and the command ends with a line and a hint."""
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


def test_mark_that_is_no_file_is_not_read(project: Path, tmp_path: Path) -> None:
    """A pipe would keep the command waiting, and a link could lead to the mark of another folder."""
    (tmp_path / "piped").mkdir()
    os.mkfifo(tmp_path / "piped" / SITE.name)
    assert build(project, "-d", tmp_path / "site").code == 0
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / SITE.name).symlink_to(tmp_path / "site" / SITE.name)
    for name in ("piped", "linked"):
        ran = build(project, "-d", tmp_path / name)
        assert (ran.code, "is not a list of the files in its folder" in ran.err) == (2, True)


def test_forged_mark_in_the_project_costs_nothing(project: Path) -> None:
    """A mark that a commit brought to the top of the project, with right digests, is not even read."""
    files = {name: held for name, held in read_all(project).items() if isinstance(held, bytes) and ".git" not in name}
    written = [(name, hashlib.sha256(held).hexdigest()) for name, held in files.items()]
    for kind in (SITE, TREE):
        (project / kind.name).write_bytes(write_mark(kind, written))
    before = read_all(project)
    for ran in (build(project, "-d", "."), run("render", *AS_OF, project, at=project)):
        assert ran.code == 2
    assert read_all(project) == before


IN_THE_WAY = ["empty folder", "folder with a link to a folder", "folder with an empty folder", "folder for a page"]


@pytest.mark.parametrize("case", IN_THE_WAY)
def test_folder_of_somebody_where_a_file_goes_stays(tmp_path: Path, case: str) -> None:
    """It is found before anything is changed, also where it holds no file."""
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
def test_site_of_runs_that_were_killed_is_still_ours(tmp_path: Path, later: dict[str, bytes]) -> None:
    """Two runs that stopped halfway can leave a mark that names a path as a file and as a folder."""
    page, below = hashlib.sha256(b"1").hexdigest(), hashlib.sha256(b"2").hexdigest()
    target = tmp_path / "site"
    write(target / "page", "1")
    (target / SITE.name).write_bytes(write_mark(SITE, [("page", page), ("page/below", below)]))
    write_folder(target, later, SITE)
    written = {name: held for name, held in read_all(target).items() if held != "a folder" and name != SITE.name}
    assert written == later


def test_runs_at_the_same_time_leave_no_file_without_a_mark(tmp_path: Path) -> None:
    """The site is that of the last run, whole, and the next run can replace it."""
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
    found = {name: held for name, held in read_all(target).items() if held != "a folder" and name != SITE.name}
    assert found in sites
    write_folder(target, {"page": b"1"}, SITE)
    assert set(read_all(target)) == {"page", SITE.name}


@pytest.mark.parametrize("place", ["", "below"])
def test_folder_that_is_read_only_is_found_before_anything_is_changed(tmp_path: Path, place: str) -> None:
    """Halfway, a page that cannot be replaced would leave a site of two builds."""
    target = tmp_path / "site"
    write_folder(target, {"first": b"1", "below/page": b"1"}, SITE)
    before = read_all(tmp_path)
    (target / place).chmod(0o555)
    if os.access(target / place, os.W_OK):
        pytest.skip("whoever may write anywhere finds no such folder")
    with pytest.raises(GonogoError, match="is read-only"):
        write_folder(target, {"first": b"2", "below/page": b"2"}, SITE)
    assert read_all(tmp_path) == before
    (target / place).chmod(0o755)
    write_folder(target, {"first": b"2"}, SITE)
    assert set(read_all(target)) == {"first", SITE.name}


def test_plain_mkdocs_says_what_the_system_refuses(project: Path) -> None:
    """In a line as all others, where MkDocs would print a traceback."""
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
def test_build_that_fails_leaves_the_earlier_site(project: Path, tmp_path: Path, case: str) -> None:
    """Every byte of it, and no folder beside it."""
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
def test_build_that_is_interrupted_leaves_the_earlier_site(
    project: Path, tmp_path: Path, runner: str, sent: signal.Signals, code: int
) -> None:
    """In the middle of the pages: every byte of the earlier site is there, and no folder beside it."""
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


def test_site_that_was_replaced_by_half_is_still_ours(project: Path, tmp_path: Path) -> None:
    """Where the machine stops while files change places, the mark knows old and new files, and a build mends it."""
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


def test_plain_mkdocs_writes_the_same_site_and_again(project: Path) -> None:
    """`mkdocs build` twice: the second run knows the site of the first, and `gonogo build` knows it too."""
    for _ in range(2):
        assert run_mkdocs(project, "build").code == 0
        assert (project / "site" / SITE.name).is_file()
    assert build(project).code == 0
    assert not [entry.name for entry in project.iterdir() if entry.name.startswith(".gonogo-")]


def test_site_of_an_earlier_version_is_not_removed(project: Path) -> None:
    """A site without a mark could be anybody's: the line names files, the hint says what to do."""
    write(project / "site" / "index.html", "old")
    ran = build(project)
    assert (ran.code, (project / "site" / "index.html").read_text("utf-8")) == (2, "old")
    assert "contains files that no earlier build wrote: index.html; remove the folder yourself" in ran.err


def test_folder_of_the_other_kind_is_foreign(project: Path, tmp_path: Path) -> None:
    """A tree is no earlier site, nor a site an earlier tree."""
    assert build(project, "-d", tmp_path / "site").code == 0
    assert run("render", *AS_OF, tmp_path / "tree", at=project).code == 0
    before = read_all(tmp_path)
    assert build(project, "-d", tmp_path / "tree").code == 2
    assert run("render", *AS_OF, tmp_path / "site", at=project).code == 2
    assert read_all(tmp_path) == before


@pytest.mark.parametrize("name", ["new", "new/deep", "a folder", "café", "checklists-site", "docs.old", "empty"])
def test_folder_that_is_new_or_empty_is_written(project: Path, name: str) -> None:
    """Nothing that is harmless is refused, also in the project and with a name like that of something in it."""
    (project / "empty").mkdir()
    assert build(project, "-d", name).code == 0
    assert (project / name / "index.html").is_file()


def test_folder_behind_a_link_outside_the_project_is_written(project: Path, tmp_path: Path) -> None:
    """A temporary folder or a home is often behind a link, which no commit made."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert build(project, "-d", tmp_path / "link" / "site").code == 0
    assert (tmp_path / "real" / "site" / "index.html").is_file()
    assert build(project, "-d", tmp_path / "link" / "site").code == 0


PATHS = ["a", "a/b", "ä b", "line\nend", "per%cent", "# a", "\udcff", "..a", ".gitignore"]


@pytest.mark.parametrize("path", PATHS)
def test_mark_says_what_was_written(path: str) -> None:
    """Any name of a file comes back as it was."""
    written = frozenset({(path, DIGEST), ("other", "0" * 64)})
    assert parse_mark(SITE, write_mark(SITE, written)) == written
