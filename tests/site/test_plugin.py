"""The plugin in somebody's own site."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from built_site import build, copy_project, read_pages
from cli.running import run
from planned import write_planned_project

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG = """
site_name: Their site
theme: {name: material, font: false}
plugins:
  - search
  - gonogo: {folder: readiness, title: Are we ready}
nav:
  - index.md
  - gonogo
  - More: more.md
"""


@pytest.fixture
def their_site(tmp_path: Path) -> Path:
    """Somebody's MkDocs project with pages of its own, and our checklists."""
    project = copy_project(tmp_path)
    for page in sorted((project / "docs").rglob("*.md"), reverse=True):
        page.unlink()
    (project / "docs" / "index.md").write_text(
        "# Welcome\n\nSee [an item](readiness/vitracka/v1.0.0/pre-deployment/index.md#unit-tests).\n", encoding="utf-8"
    )
    (project / "docs" / "more.md").write_text("# More\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    return project


def test_pages_lie_in_their_folder_beside_those_of_the_site(their_site: Path, tmp_path: Path) -> None:
    """The site's own pages stay, ours are in the folder, and the navigation has both in the order that it says."""
    result = build(their_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    pages = read_pages(tmp_path / "out")
    assert "Welcome" in pages["index.html"].text
    assert "Are we ready" in pages["readiness/index.html"].text
    assert {"assets/gonogo.css", "assets/gonogo.js"} <= set(pages["index.html"].links)
    text = pages["index.html"].text
    assert text.index("Welcome") < text.index("Health Scheduler") < text.index("More")


def test_link_to_an_entry_that_is_not_there_fails_the_build(their_site: Path, tmp_path: Path) -> None:
    """Ids inside our fragments are known to MkDocs, so a wrong one in somebody's page is found."""
    page = their_site / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("#unit-tests", "#unit-testz"), encoding="utf-8")
    with (their_site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("validation: {links: {anchors: warn}}\n")
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 2
    assert "#unit-testz" in result.stderr


@pytest.mark.parametrize(
    ("theirs", "ours", "place"),
    [
        ("index.md", "index.md", "index.html"),
        ("README.md", "index.md", "index.html"),
        ("index.html", "index.md", "index.html"),
        ("vitracka.md", "vitracka/index.md", "vitracka/index.html"),
        ("vitracka/contacts/README.md", "vitracka/contacts/index.md", "vitracka/contacts/index.html"),
        ("assets/gonogo.css", "assets/gonogo.css", "assets/gonogo.css"),
    ],
)
def test_page_that_both_have_is_an_error_with_a_cure(
    their_site: Path, tmp_path: Path, theirs: str, ours: str, place: str
) -> None:
    """Neither page silently replaces the other, whatever the names are from which they come to one place."""
    (their_site / "docs" / "index.md").unlink()
    file = their_site / "docs" / theirs
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("theirs\n", encoding="utf-8")
    (their_site / "mkdocs.yml").write_text("site_name: Theirs\nplugins: [gonogo]\n", encoding="utf-8")
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 2
    assert f"{ours} from the checklists and {theirs} in your docs would both be {place} in the site" in result.stderr
    assert "folder: readiness" in result.stderr


def test_page_that_theirs_leave_out_is_no_collision(their_site: Path, tmp_path: Path) -> None:
    """A file that `exclude_docs` keeps out of the site stands in nobody's way."""
    config = "site_name: Theirs\nplugins: [gonogo]\nexclude_docs: /index.md\n"
    (their_site / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = build(their_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Welcome" not in read_pages(tmp_path / "out")["index.html"].text


@pytest.mark.parametrize("option", ["exclude_docs", "draft_docs", "not_in_nav"])
def test_pages_are_there_whatever_is_left_out(their_site: Path, tmp_path: Path, option: str) -> None:
    """No pattern meant for files in docs takes a page of the checklists out of the site or its menu."""
    with (their_site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"{option}: |\n  readiness/\n  gonogo.*\n")
    result = build(their_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    pages = read_pages(tmp_path / "out")
    assert "All unit tests passing" in pages["readiness/vitracka/v1.0.0/pre-deployment/index.html"].text
    assert "readiness/vitracka/" in pages["index.html"].links
    assert (tmp_path / "out" / "assets" / "gonogo.css").is_file()


def test_system_with_a_name_that_mkdocs_leaves_out_has_its_pages(their_site: Path, tmp_path: Path) -> None:
    """MkDocs leaves a folder `templates` out of every site; a system may be called that."""
    (their_site / "checklists" / "vitracka").rename(their_site / "checklists" / "templates")
    (their_site / "docs" / "index.md").unlink()
    (their_site / "mkdocs.yml").write_text("site_name: Theirs\nplugins: [gonogo]\n", encoding="utf-8")
    result = build(their_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "out" / "templates" / "v1.0.0" / "index.html").is_file()


def test_project_without_mkdocs_yml_says_what_to_write(their_site: Path, tmp_path: Path) -> None:
    """`gonogo build` needs a configuration, and says which."""
    (their_site / "mkdocs.yml").unlink()
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 2
    assert "there is no mkdocs.yml" in result.stderr
    assert "plugins: [gonogo, search, offline]" in result.stderr


def test_broken_checklist_is_shown_as_unreadable(their_site: Path, tmp_path: Path) -> None:
    """A file that cannot be read is NO-GO at home and keeps its page, where its errors stand."""
    release = their_site / "checklists" / "health-scheduler" / "v1.0.0.yml"
    release.write_text(release.read_text(encoding="utf-8").replace("status: open", "status: opne", 1), encoding="utf-8")
    result = build(their_site, tmp_path / "out")
    assert result.returncode == 0, result.stderr
    pages = read_pages(tmp_path / "out")
    assert "1 file cannot be read" in pages["readiness/index.html"].text
    for page in ("findings", "health-scheduler/v1.0.0"):
        assert '"status" cannot be "opne"' in pages[f"readiness/{page}/index.html"].text


@pytest.mark.parametrize("plugins", ["[search, offline, gonogo]", "[gonogo, offline, search]"])
def test_offline_plugin_loads_its_worker_from_the_site(their_site: Path, tmp_path: Path, plugins: str) -> None:
    """Whichever comes first, links name files, and the script that makes search work there is the site's own."""
    config = f"site_name: Theirs\ntheme: {{name: material, font: false}}\nplugins: {plugins}\nnav: [gonogo, more.md]\n"
    (their_site / "mkdocs.yml").write_text(config, encoding="utf-8")
    (their_site / "docs" / "index.md").unlink()
    result = build(their_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    pages = read_pages(tmp_path / "out")
    worker = "assets/iframe-worker.js"
    for path, prefix in (("index.html", ""), ("vitracka/v1.0.0/rollback/index.html", "../../../"), ("404.html", "/")):
        scripts = [attributes["src"] for tag, attributes in pages[path].tags if tag == "script" and "src" in attributes]
        assert [src for src in scripts if "iframe-worker" in src] == [prefix + worker]
    assert "vitracka/v1.0.0/index.html" in pages["index.html"].links
    assert (tmp_path / "out" / worker).read_bytes().startswith(b"/*!\n * iframe-worker 1.0.4")


def test_site_without_offline_plugin_gets_no_worker(their_site: Path, tmp_path: Path) -> None:
    """What nobody asked for is neither written nor loaded."""
    assert build(their_site, tmp_path / "out").returncode == 0
    assert not list((tmp_path / "out").rglob("*iframe-worker*"))
    assert not [link for page in read_pages(tmp_path / "out").values() for link in page.links if "iframe" in link]


def test_closed_release_is_in_the_navigation_with_its_overview_only(tmp_path: Path) -> None:
    """Its other pages are built and linked, and the strict build says nothing of them."""
    project = write_planned_project(tmp_path / "project")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("validation: {nav: {omitted_files: warn}}\n")
    result = build(project, tmp_path / "site")
    assert (result.returncode, result.stderr) == (0, "")
    menu = {link for link in read_pages(tmp_path / "site")["notes/index.html"].links if "shop/v0.9" in link}
    assert menu == {"../shop/v0.9/"}
    assert (tmp_path / "site" / "shop" / "v0.9" / "before" / "index.html").is_file()


@pytest.mark.parametrize(
    ("option", "arguments", "judged"),
    [
        pytest.param("2026-02-03", (), "2026-02-03T00:00:00Z", id="a date"),
        pytest.param("2026-02-03T09:00+01:00", (), "2026-02-03T08:00:00Z", id="a time"),
        pytest.param("2026-02-03T09:00:30+01:00", (), "2026-02-03T08:00:30Z", id="a time that YAML reads"),
        pytest.param("'2026-02-03'", (), "2026-02-03T00:00:00Z", id="quoted"),
        pytest.param("2026-02-03", ("--as-of", "2026-02-05"), "2026-02-05T00:00:00Z", id="the command goes before it"),
        pytest.param("", ("--as-of", "2026-02-05"), "2026-02-05T00:00:00Z", id="empty"),
    ],
)
@pytest.mark.parametrize("command", [("build", "-d"), ("render",)], ids=["build", "render"])
def test_site_is_as_of_the_option(
    their_site: Path, command: tuple[str, ...], option: str, arguments: tuple[str, ...], judged: str
) -> None:
    """`as_of` of the plugin says as of when the pages are, unless the command does."""
    configuration = _CONFIG.replace("title: Are we ready", f"title: Are we ready, as_of: {option}")
    (their_site / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    out = their_site.parent / f"{their_site.name}-out"
    ran = run(*command, out, *arguments, at=their_site)
    assert (ran.code, ran.err) == (0, "")
    assert f"As of {judged}" in ran.out
    pages = (file.read_text(encoding="utf-8") for file in out.rglob("*") if file.suffix in (".html", ".md"))
    stamps = [page for page in pages if "gonogo-proof" in page]
    assert stamps
    assert all(f'datetime="{judged}" data-gonogo-now>' in page for page in stamps)


def test_site_without_a_chosen_time_counts_from_the_clock_of_the_reader(their_site: Path) -> None:
    """No page has a time to count from."""
    assert run("build", "-d", their_site.parent / "counted", at=their_site).code == 0
    pages = [file.read_text(encoding="utf-8") for file in (their_site.parent / "counted").rglob("*.html")]
    assert any("gonogo-proof" in page for page in pages)
    assert not any("data-gonogo-now" in page for page in pages)


@pytest.mark.parametrize("option", ["soon", "[2026-02-03]", "2026-02-03T09:00", "'2026-13-01'", "1969-01-01", "7"])
@pytest.mark.parametrize("command", ["build", "render"])
def test_time_that_is_none_is_refused(their_site: Path, tmp_path: Path, command: str, option: str) -> None:
    """Nothing is built as of a time that nobody understands."""
    configuration = _CONFIG.replace("title: Are we ready", f"title: Are we ready, as_of: {option}")
    (their_site / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    out = tmp_path / "elsewhere"
    ran = run(command, *(("-d",) if command == "build" else ()), out, at=their_site)
    if (command, option) == ("render", "1969-01-01"):  # a tree has no time stamps
        return
    assert (ran.code, ran.out) == (2, "")
    assert "as_of" in ran.err or "1970" in ran.err


@pytest.mark.parametrize("epoch", ["x", "-1", "1.5", "0x10", "99999999999999", 5000 * "9"])
def test_epoch_that_is_no_time_is_refused(their_site: Path, tmp_path: Path, epoch: str) -> None:
    """`mkdocs build` takes the time from the variable; it shows no traceback."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "built")]
    ran = subprocess.run(command, cwd=their_site, env=environment, capture_output=True, text=True, check=False)
    said = "gonogo: SOURCE_DATE_EPOCH must be seconds since 1970"
    assert (ran.returncode, said in ran.stderr, "Traceback" in ran.stderr) == (1, True, False)


def test_build_that_is_not_strict_has_warnings_and_a_site(their_site: Path, tmp_path: Path) -> None:
    """A warning fails a build unless the user says that it does not."""
    (their_site / "docs" / "more.md").write_text("# More\n\n[Gone](gone.md)\n", encoding="utf-8")
    out = tmp_path / "lax"
    strict = run("build", "-d", out, at=their_site)
    assert (strict.code, out.exists()) == (2, False)
    assert strict.err.endswith("or build with `gonogo build --no-strict`\n")
    lax = run("build", "-d", out, "--no-strict", at=their_site)
    assert (lax.code, (out / "more" / "index.html").is_file()) == (0, True)
    assert "gone.md" in lax.err
