"""`gonogo init` creates a project in an empty folder, or beside an existing MkDocs site."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli.running import run
from gonogo.pipelines.new_project import make_id
from gonogo.source.git.new_project import find_web_address
from gonogo.source.yaml.mkdocs_configuration import load_text
from gonogo.source.yaml.mkdocs_edit import add_gonogo

if TYPE_CHECKING:
    from pathlib import Path

GITHUB = [
    ".github/workflows/readiness.yml",
    ".github/workflows/readiness-report.yml",
    ".github/workflows/readiness-site.yml",
    ".github/workflows/deployment-gate.yml",
    ".github/pull_request_template.md",
    ".github/CODEOWNERS",
]
CHECKLISTS = ["people.yml", "policy.yml", "shop/roles.yml", "shop/system.yml", "shop/v1.0.0.yml"]
SITE = """\
# Our documentation
site_name: Shop docs
theme:
  name: material
  font: false
plugins:
  - search   # in the menu
  - tags
markdown_extensions:
  - admonition
"""


@pytest.fixture(autouse=True)
def _author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configures a git identity, and isolates git from the settings of this machine."""
    configuration = tmp_path / "gitconfig"
    configuration.write_text("[user]\n  name = Zoë O'Neil\n  email = zoe@example.com\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("TZ", "UTC")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


def git(folder: Path, *words: str) -> str:
    """The output of a git command in a folder."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def list_files(folder: Path) -> list[str]:
    """The files in a folder, without git's files."""
    return sorted(
        str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts
    )


def make_site(folder: Path, text: str = SITE) -> Path:
    """A folder with a MkDocs site and its first page."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Shop\n\nWelcome.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def build(folder: Path) -> None:
    """Builds the site without warnings."""
    command = [sys.executable, "-m", "gonogo", "-C", str(folder), "build"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "NO-GO       shop/v1.0.0" in ran.stdout


def test_init_in_an_empty_folder_creates_a_project_with_a_site(tmp_path: Path) -> None:
    """The project has a repository, a registry and a NO-GO release, and init prints the next three commands."""
    folder = tmp_path / "shop"
    ran = run("init", str(folder), at=tmp_path)
    assert ran.code == 0, ran.err
    files = [*(f"checklists/{name}" for name in CHECKLISTS), "mkdocs.yml", "docs/about.md", ".gitignore"]
    assert ran.out.splitlines()[1 : len(files) + 1] == [f"  {name}" for name in files]
    assert [line for line in ran.out.splitlines() if line.startswith("  .github")] == [f"  {name}" for name in GITHUB]
    assert list_files(folder) == sorted([*files, *GITHUB])
    git_here = f"git -C {folder}"
    assert [line.split("#")[0].strip() for line in ran.out.splitlines()[-3:]] == [
        f"gonogo -C {folder} serve",
        f"{git_here} add checklists mkdocs.yml docs .gitignore .github && {git_here} commit -m 'Begin with gonogo'",
        f"gonogo -C {folder} done tests --commit",
    ]
    assert git(folder, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert run("check", at=folder).out.splitlines()[-1] == "0 errors, 0 warnings, 1 note"
    build(folder)


def test_init_project_reaches_go_with_two_commands(tmp_path: Path) -> None:
    """After the first commit, completing the item and signing make the release GO."""
    folder = tmp_path / "shop"
    run("init", str(folder), at=tmp_path)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin")
    assert run("done", "tests", "--commit", at=folder).code == 0
    assert run("mark", "go", "deployment-lead", "--commit", at=folder).code == 0
    assert run("status", "--exit-code", at=folder).code == 0


def test_init_uses_the_settings_of_git(tmp_path: Path) -> None:
    """Init takes the name, the address, the forge and the main branch from git."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "symbolic-ref", "HEAD", "refs/heads/trunk")
    git(folder, "remote", "add", "origin", "git@github.com:lindhaven/shop.git")
    git(folder, "config", "user.email", "17+zoe-oneil@users.noreply.github.com")
    run("init", at=folder)
    assert (folder / "checklists/people.yml").read_text(encoding="utf-8") == (
        "people:\n  zoe-o-neil:\n    name: Zoë O'Neil\n    emails:\n"
        "      - 17+zoe-oneil@users.noreply.github.com\n    forge: zoe-oneil\n"
    ).replace(
        "emails:\n      - 17+zoe-oneil@users.noreply.github.com", "emails: [17+zoe-oneil@users.noreply.github.com]"
    )
    policy = (folder / "checklists/policy.yml").read_text(encoding="utf-8").splitlines()
    assert policy[0] == "format: 1"
    assert policy[1].startswith("project: rdy-")
    assert policy[2:] == [
        "maintainers: [zoe-o-neil]", "main: trunk", "forge: https://github.com/lindhaven/shop",
    ]  # fmt: skip
    assert (folder / "checklists/shop/v1.0.0.yml").is_file()


def test_init_uses_the_time_zone_of_the_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Init writes the time zone of the computer into the policy, and `gonogo check` accepts it."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    run("init", str(tmp_path / "shop"), at=tmp_path)
    policy = (tmp_path / "shop/checklists/policy.yml").read_text(encoding="utf-8").splitlines()
    assert policy[-1] == "timezone: Europe/Berlin"
    assert run("check", at=tmp_path / "shop").code == 0


@pytest.mark.parametrize("place", ["", "services/handbook"], ids=["in the root", "in a monorepo"])
def test_init_adds_checklists_to_an_existing_site(tmp_path: Path, place: str) -> None:
    """Init adds an item to two lists in mkdocs.yml, and changes no existing page."""
    top = tmp_path / "shop"
    site = make_site(top / place)
    git(top, "init", "--quiet")
    ran = run("init", at=top)
    assert ran.code == 0, ran.err
    expected = [
        f"{place}/{name}".lstrip("/") for name in (*(f"checklists/{name}" for name in CHECKLISTS), "mkdocs.yml")
    ]
    assert list_files(top) == sorted([*expected, f"{place}/docs/index.md".lstrip("/"), *GITHUB])
    assert f'working-directory: "{place or "."}"' in (top / GITHUB[0]).read_text(encoding="utf-8")
    assert run("codeowners", "--check", str(top / ".github/CODEOWNERS"), at=site).code == 0
    assert (site / "mkdocs.yml").read_text(encoding="utf-8") == SITE.replace(
        "  - search", "  - gonogo:\n      folder: readiness\n  - search"
    ).replace("  - admonition", "  - gonogo.markdown\n  - admonition")
    build(site)
    assert (site / "site/readiness/index.html").is_file()


def test_init_finds_the_site_in_a_parent_folder(tmp_path: Path) -> None:
    """Init finds a site in a parent folder inside the repository, and adds the checklists there."""
    top = make_site(tmp_path / "shop")
    git(top, "init", "--quiet")
    (top / "src").mkdir()
    assert run("init", at=top / "src").code == 0
    assert (top / "checklists/shop").is_dir()


LIST = ["plugins:", "  - gonogo:", "      folder: readiness", "markdown_extensions:", "  - gonogo.markdown"]
MAPPING = ["plugins:", "  gonogo:", "    folder: readiness"]
BY_HAND = [
    pytest.param("plugins:\n  search: {}\n", [*MAPPING, *LIST[3:]], id="plugins as a mapping"),
    pytest.param(
        "plugins:\n  search: {}\nmarkdown_extensions:\n  admonition: {}\n",
        [*MAPPING, "markdown_extensions:", "  gonogo.markdown: {}"],
        id="both as mappings",
    ),
    pytest.param("plugins: !ENV [PLUGINS, [search]]\n", LIST, id="plugins from the environment"),
    pytest.param(
        "INHERIT: ../base.yml\n",
        [*LIST, "A list in mkdocs.yml replaces that of ../base.yml: add the lines there, or repeat its items."],
        id="plugins in an inherited file",
    ),
]


@pytest.mark.parametrize(("settings", "lines"), BY_HAND)
def test_init_prints_settings_that_it_cannot_change(tmp_path: Path, settings: str, lines: list[str]) -> None:
    """Init does not change the file, and asks the user to add the lines."""
    (tmp_path / "base.yml").write_text("plugins: [search]\n", encoding="utf-8")
    text = f"site_name: Shop docs\n{settings}"
    site = make_site(tmp_path / "shop", text)
    printed = run("init", at=site).out.splitlines()
    start = printed.index("Add these lines to mkdocs.yml, which only you can change:") + 1
    assert printed[start : start + len(lines)] == lines
    assert printed[start + len(lines)].startswith("Made in ")
    assert (site / "mkdocs.yml").read_text(encoding="utf-8") == text


def test_printed_lines_for_a_mapping_give_a_site(tmp_path: Path) -> None:
    """The site builds after the user adds the printed lines below the existing keys."""
    site = make_site(
        tmp_path / "shop", "site_name: Shop docs\ntheme: {name: material, font: false}\nplugins:\n  search: {}\n"
    )
    run("init", at=site)
    text = (site / "mkdocs.yml").read_text(encoding="utf-8").replace("plugins:\n", "\n".join([*MAPPING, ""]))
    (site / "mkdocs.yml").write_text(f"{text}{chr(10).join(LIST[3:])}\n", encoding="utf-8")
    build(site)


def test_init_creates_no_workflows_for_other_forges(tmp_path: Path) -> None:
    """Init creates no .github folder for GitLab, for which the handbook has a text."""
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "https://gitlab.example.com/a/shop")
    assert run("init", at=tmp_path).code == 0
    assert not (tmp_path / ".github").exists()


def test_init_keeps_an_existing_workflow(tmp_path: Path) -> None:
    """Init creates only the missing files, and does not list the existing workflow."""
    (tmp_path / GITHUB[0]).parent.mkdir(parents=True)
    (tmp_path / GITHUB[0]).write_text("ours\n", encoding="utf-8")
    ran = run("init", at=tmp_path)
    assert (tmp_path / GITHUB[0]).read_text(encoding="utf-8") == "ours\n"
    assert f"  {GITHUB[0]}" not in ran.out.splitlines()


def test_init_names_several_sites_and_stops(tmp_path: Path) -> None:
    """Init names the sites and stops instead of guessing the intended site."""
    make_site(tmp_path / "shop/a")
    make_site(tmp_path / "shop/b")
    ran = run("init", at=tmp_path / "shop")
    assert (ran.code, "there are several sites here: a/mkdocs.yml, b/mkdocs.yml" in ran.err) == (2, True)


def test_init_refuses_an_existing_project(tmp_path: Path) -> None:
    """A second init exits with code 2, and overwrites nothing."""
    run("init", at=tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in list_files(tmp_path)}
    ran = run("init", at=tmp_path)
    assert (ran.code, "already exists" in ran.err) == (2, True)
    assert {name: (tmp_path / name).read_bytes() for name in list_files(tmp_path)} == before


def test_init_keeps_existing_files(tmp_path: Path) -> None:
    """A folder with documents but without a site keeps all of its files."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Ours\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*.log\n", encoding="utf-8")
    assert run("init", at=tmp_path).code == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*.log\n"
    assert "      folder: readiness\n" in (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")


def test_init_requires_a_git_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a git identity, init creates no file, because the registry needs a maintainer."""
    empty = tmp_path / "empty"
    empty.write_text("[user]\n  useConfigOnly = true\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(empty))
    ran = run("init", str(tmp_path / "shop"), at=tmp_path)
    assert (ran.code, "git does not know who you are" in ran.err) == (2, True)
    assert list_files(tmp_path / "shop") == []


@pytest.mark.parametrize(
    ("remote", "forge"),
    [
        ("https://github.com/lindhaven/shop.git", "https://github.com/lindhaven/shop"),
        ("https://zoe:secret@github.com/lindhaven/shop", "https://github.com/lindhaven/shop"),
        ("git@github.com:lindhaven/shop.git", "https://github.com/lindhaven/shop"),
        ("ssh://git@gitlab.example.com:2222/a/b/shop.git", "https://gitlab.example.com/a/b/shop"),
        ("github.com:lindhaven/shop", "https://github.com/lindhaven/shop"),
        ("../shop.git", ""),
        ("/srv/git/shop.git", ""),
        ("file:///srv/git/shop.git", ""),
        ("C:\\repos\\shop", ""),
        ("", ""),
    ],
)
def test_find_web_address_reads_the_forge_from_the_remote(remote: str, forge: str) -> None:
    """The address has no user name or password; a local path has no forge."""
    assert find_web_address(remote) == forge


@pytest.mark.parametrize(
    ("text", "name"),
    [("Zoë O'Neil", "zoe-o-neil"), ("Shop_2", "shop-2"), ("李", ""), ("all", ""), ("-" * 9, ""), ("a" * 99, "a" * 40)],
)
def test_make_id_converts_a_name(text: str, name: str) -> None:
    """The id of a name is ASCII, and is never a reserved word."""
    assert make_id(text) == name


@pytest.mark.parametrize(
    ("text", "is_changed"),
    [
        pytest.param("site_name: A\n", True, id="no lists"),
        pytest.param("site_name: A", True, id="no line end"),
        pytest.param("site_name: A\r\nplugins:\r\n- search\r\n", True, id="CRLF, not indented"),
        pytest.param("plugins: [search, tags]\nsite_name: A\n", True, id="on one line"),
        pytest.param("plugins:\n    # first\n\n    - search:\n        lang: en\n", True, id="comment before the first"),
        pytest.param("x: !ENV [A, b]\nplugins:\n  - a: !!python/name:a.b\n", True, id="tags"),
        pytest.param("plugins:\n  search: {}\n", False, id="a mapping"),
        pytest.param("INHERIT: base.yml\n", False, id="inherited"),
        pytest.param("plugins: !ENV [A, []]\n", False, id="from the environment"),
        pytest.param("plugins: []\n", True, id="an empty list"),
        pytest.param("plugins:\n", False, id="an empty value"),
        pytest.param("a: [\n", False, id="broken"),
    ],
)
@pytest.mark.parametrize("folder", ["", "readiness"])
def test_add_gonogo_adds_two_items_or_nothing(text: str, folder: str, *, is_changed: bool) -> None:
    """The changed file is read as before, except for the two items."""
    changed = add_gonogo(text, folder)
    assert (changed is not None) == is_changed
    if changed is not None:
        settings = load_text(changed)
        assert settings is not None
        plugins, extensions = settings["plugins"], settings["markdown_extensions"]
        assert isinstance(plugins, list)
        assert isinstance(extensions, list)
        assert plugins[0] == ({"gonogo": {"folder": folder}} if folder else "gonogo")
        assert extensions[0] == "gonogo.markdown"
        assert add_gonogo(changed, folder) == changed


def test_build_with_the_extension_but_without_the_plugin_fails(tmp_path: Path) -> None:
    """MkDocs stops if the extension is loaded without the plugin, because the site would have no checklist pages."""
    site = make_site(tmp_path / "shop", SITE)
    run("init", at=site)
    text = (site / "mkdocs.yml").read_text(encoding="utf-8").replace("  - gonogo:\n      folder: readiness\n", "")
    (site / "mkdocs.yml").write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=site, capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0
    assert "this builder does not run the plugin" in ran.stderr
