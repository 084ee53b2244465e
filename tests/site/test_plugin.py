"""The plugin in the MkDocs site of another project."""

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
def other_site(tmp_path: Path) -> Path:
    """An MkDocs project with its own pages and with checklists."""
    project = copy_project(tmp_path)
    for page in sorted((project / "docs").rglob("*.md"), reverse=True):
        page.unlink()
    (project / "docs" / "index.md").write_text(
        "# Welcome\n\nSee [an item](readiness/vitracka/v1.0.0/pre-deployment/index.md#unit-tests).\n", encoding="utf-8"
    )
    (project / "docs" / "more.md").write_text("# More\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    return project


def test_plugin_adds_its_pages_in_its_folder(other_site: Path, tmp_path: Path) -> None:
    """The site's own pages stay, and the navigation has all pages in the configured order."""
    result = build(other_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    pages = read_pages(tmp_path / "out")
    assert "Welcome" in pages["index.html"].text
    assert "Are we ready" in pages["readiness/index.html"].text
    assert {"assets/gonogo.css", "assets/gonogo.js"} <= set(pages["index.html"].links)
    text = pages["index.html"].text
    assert text.index("Welcome") < text.index("Health Scheduler") < text.index("More")


def test_link_to_a_missing_entry_fails_the_build(other_site: Path, tmp_path: Path) -> None:
    """A link to a missing entry fails the build, because MkDocs knows the ids in fragments."""
    page = other_site / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("#unit-tests", "#unit-testz"), encoding="utf-8")
    with (other_site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("validation: {links: {anchors: warn}}\n")
    result = build(other_site, tmp_path / "out")
    assert result.returncode == 2
    assert "#unit-testz" in result.stderr


@pytest.mark.parametrize(
    ("other", "page", "place"),
    [
        ("index.md", "index.md", "index.html"),
        ("README.md", "index.md", "index.html"),
        ("index.html", "index.md", "index.html"),
        ("vitracka.md", "vitracka/index.md", "vitracka/index.html"),
        ("vitracka/contacts/README.md", "vitracka/contacts/index.md", "vitracka/contacts/index.html"),
        ("assets/gonogo.css", "assets/gonogo.css", "assets/gonogo.css"),
    ],
)
def test_page_with_the_same_path_is_an_error_with_a_hint(
    other_site: Path, tmp_path: Path, other: str, page: str, place: str
) -> None:
    """The build fails if two pages have the same path in the site, even if source names differ."""
    (other_site / "docs" / "index.md").unlink()
    file = other_site / "docs" / other
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("theirs\n", encoding="utf-8")
    (other_site / "mkdocs.yml").write_text("site_name: Theirs\nplugins: [gonogo]\n", encoding="utf-8")
    result = build(other_site, tmp_path / "out")
    assert result.returncode == 2
    assert f"{page} from the checklists and {other} in your docs would both be {place} in the site" in result.stderr
    assert "folder: readiness" in result.stderr


def test_excluded_page_does_not_collide(other_site: Path, tmp_path: Path) -> None:
    """A page that `exclude_docs` removes can have the path of a page of the checklists."""
    config = "site_name: Theirs\nplugins: [gonogo]\nexclude_docs: /index.md\n"
    (other_site / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = build(other_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Welcome" not in read_pages(tmp_path / "out")["index.html"].text


@pytest.mark.parametrize("option", ["exclude_docs", "draft_docs", "not_in_nav"])
def test_exclusion_patterns_do_not_remove_checklist_pages(other_site: Path, tmp_path: Path, option: str) -> None:
    """Patterns for files in docs do not remove checklist pages from the site or the menu."""
    with (other_site / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"{option}: |\n  readiness/\n  gonogo.*\n")
    result = build(other_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    pages = read_pages(tmp_path / "out")
    assert "All unit tests passing" in pages["readiness/vitracka/v1.0.0/pre-deployment/index.html"].text
    assert "readiness/vitracka/" in pages["index.html"].links
    assert (tmp_path / "out" / "assets" / "gonogo.css").is_file()


def test_system_named_templates_has_its_pages(other_site: Path, tmp_path: Path) -> None:
    """A system called templates has its pages, although MkDocs ignores folders with this name."""
    (other_site / "checklists" / "vitracka").rename(other_site / "checklists" / "templates")
    (other_site / "docs" / "index.md").unlink()
    (other_site / "mkdocs.yml").write_text("site_name: Theirs\nplugins: [gonogo]\n", encoding="utf-8")
    result = build(other_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "out" / "templates" / "v1.0.0" / "index.html").is_file()


def test_build_without_mkdocs_yml_shows_an_example(other_site: Path, tmp_path: Path) -> None:
    """Without mkdocs.yml, the hint of build has the lines that the file needs."""
    (other_site / "mkdocs.yml").unlink()
    result = build(other_site, tmp_path / "out")
    assert result.returncode == 2
    assert "there is no mkdocs.yml" in result.stderr
    assert "plugins: [gonogo, search, offline]" in result.stderr


def test_unreadable_checklist_has_a_page_with_its_errors(other_site: Path, tmp_path: Path) -> None:
    """An unreadable release is NO-GO on the home page, and has a page with its errors."""
    release = other_site / "checklists" / "health-scheduler" / "v1.0.0.yml"
    release.write_text(release.read_text(encoding="utf-8").replace("status: open", "status: opne", 1), encoding="utf-8")
    result = build(other_site, tmp_path / "out")
    assert result.returncode == 0, result.stderr
    pages = read_pages(tmp_path / "out")
    assert "1 file cannot be read" in pages["readiness/index.html"].text
    for page in ("findings", "health-scheduler/v1.0.0"):
        assert '"status" cannot be "opne"' in pages[f"readiness/{page}/index.html"].text


@pytest.mark.parametrize("plugins", ["[search, offline, gonogo]", "[gonogo, offline, search]"])
def test_offline_plugin_loads_its_worker_from_the_site(other_site: Path, tmp_path: Path, plugins: str) -> None:
    """In each order of plugins, links name files, and the search worker is a file of the site."""
    config = f"site_name: Theirs\ntheme: {{name: material, font: false}}\nplugins: {plugins}\nnav: [gonogo, more.md]\n"
    (other_site / "mkdocs.yml").write_text(config, encoding="utf-8")
    (other_site / "docs" / "index.md").unlink()
    result = build(other_site, tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    pages = read_pages(tmp_path / "out")
    worker = "assets/iframe-worker.js"
    for path, prefix in (("index.html", ""), ("vitracka/v1.0.0/rollback/index.html", "../../../"), ("404.html", "/")):
        scripts = [attributes["src"] for tag, attributes in pages[path].tags if tag == "script" and "src" in attributes]
        assert [src for src in scripts if "iframe-worker" in src] == [prefix + worker]
    assert "vitracka/v1.0.0/index.html" in pages["index.html"].links
    assert (tmp_path / "out" / worker).read_bytes().startswith(b"/*!\n * iframe-worker 1.0.4")


def test_site_without_offline_plugin_gets_no_worker(other_site: Path, tmp_path: Path) -> None:
    """Without the plugin, the worker is neither written nor loaded."""
    assert build(other_site, tmp_path / "out").returncode == 0
    assert not list((tmp_path / "out").rglob("*iframe-worker*"))
    assert not [link for page in read_pages(tmp_path / "out").values() for link in page.links if "iframe" in link]


def test_navigation_has_only_the_overview_of_a_closed_release(tmp_path: Path) -> None:
    """The navigation lists only the overview of a closed release; its other pages exist and are linked."""
    project = write_planned_project(tmp_path / "project")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("validation: {nav: {omitted_files: warn}}\n")
    result = build(project, tmp_path / "site")
    assert (result.returncode, result.stderr) == (0, "")
    menu = {link for link in read_pages(tmp_path / "site")["notes/index.html"].links if "shop/v0.9" in link}
    assert menu == {"../shop/v0.9/"}
    assert (tmp_path / "site" / "shop" / "v0.9" / "before" / "index.html").is_file()


@pytest.mark.parametrize(
    ("option", "arguments", "evaluated"),
    [
        pytest.param("2026-02-03", (), "2026-02-03T00:00:00Z", id="a date"),
        pytest.param("2026-02-03T09:00+01:00", (), "2026-02-03T08:00:00Z", id="a time"),
        pytest.param("2026-02-03T09:00:30+01:00", (), "2026-02-03T08:00:30Z", id="a time that YAML reads"),
        pytest.param("'2026-02-03'", (), "2026-02-03T00:00:00Z", id="quoted"),
        pytest.param("2026-02-03", ("--as-of", "2026-02-05"), "2026-02-05T00:00:00Z", id="priority of the command"),
        pytest.param("", ("--as-of", "2026-02-05"), "2026-02-05T00:00:00Z", id="empty"),
    ],
)
@pytest.mark.parametrize("command", [("build", "-d"), ("render",)], ids=["build", "render"])
def test_as_of_option_sets_the_evaluation_time(
    other_site: Path, command: tuple[str, ...], option: str, arguments: tuple[str, ...], evaluated: str
) -> None:
    """Pages have the evaluation time in the option `as_of`, unless the command has `--as-of`."""
    configuration = _CONFIG.replace("title: Are we ready", f"title: Are we ready, as_of: {option}")
    (other_site / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    out = other_site.parent / f"{other_site.name}-out"
    ran = run(*command, out, *arguments, at=other_site)
    assert (ran.code, ran.err) == (0, "")
    assert f"As of {evaluated}" in ran.out
    pages = (file.read_text(encoding="utf-8") for file in out.rglob("*") if file.suffix in (".html", ".md"))
    stamps = [page for page in pages if "gonogo-proof" in page]
    assert stamps
    assert all(f'datetime="{evaluated}" data-gonogo-now>' in page for page in stamps)


def test_site_without_as_of_uses_the_clock_of_the_reader(other_site: Path) -> None:
    """Without a chosen time, pages contain no time for relative dates."""
    assert run("build", "-d", other_site.parent / "counted", at=other_site).code == 0
    pages = [file.read_text(encoding="utf-8") for file in (other_site.parent / "counted").rglob("*.html")]
    assert any("gonogo-proof" in page for page in pages)
    assert not any("data-gonogo-now" in page for page in pages)


@pytest.mark.parametrize("option", ["soon", "[2026-02-03]", "2026-02-03T09:00", "'2026-13-01'", "1969-01-01", "7"])
@pytest.mark.parametrize("command", ["build", "render"])
def test_as_of_option_refuses_an_incorrect_time(other_site: Path, tmp_path: Path, command: str, option: str) -> None:
    """With an incorrect time in `as_of`, the command exits with code 2 and builds nothing."""
    configuration = _CONFIG.replace("title: Are we ready", f"title: Are we ready, as_of: {option}")
    (other_site / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    out = tmp_path / "elsewhere"
    ran = run(command, *(("-d",) if command == "build" else ()), out, at=other_site)
    if (command, option) == ("render", "1969-01-01"):  # a tree has no time stamps
        return
    assert (ran.code, ran.out) == (2, "")
    assert "as_of" in ran.err or "1970" in ran.err


@pytest.mark.parametrize("epoch", ["x", "-1", "1.5", "0x10", "99999999999999", 5000 * "9"])
def test_build_refuses_an_incorrect_source_date_epoch(other_site: Path, tmp_path: Path, epoch: str) -> None:
    """`mkdocs build` with an incorrect SOURCE_DATE_EPOCH fails with a message, without a traceback."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "built")]
    ran = subprocess.run(command, cwd=other_site, env=environment, capture_output=True, text=True, check=False)
    message = "gonogo: SOURCE_DATE_EPOCH must be seconds since 1970"
    assert (ran.returncode, message in ran.stderr, "Traceback" in ran.stderr) == (1, True, False)


def test_build_with_no_strict_writes_a_site_despite_warnings(other_site: Path, tmp_path: Path) -> None:
    """A warning fails the build; with `--no-strict`, it is printed and the site is written."""
    (other_site / "docs" / "more.md").write_text("# More\n\n[Gone](gone.md)\n", encoding="utf-8")
    out = tmp_path / "lax"
    strict = run("build", "-d", out, at=other_site)
    assert (strict.code, out.exists()) == (2, False)
    assert strict.err.endswith("or build with `gonogo build --no-strict`\n")
    lax = run("build", "-d", out, "--no-strict", at=other_site)
    assert (lax.code, (out / "more" / "index.html").is_file()) == (0, True)
    assert "gone.md" in lax.err
