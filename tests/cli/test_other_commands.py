"""The commands `schema`, `reference` and `build` write the right files to the right folder."""

import json
from pathlib import Path

import pytest

from building import lay_out, write
from cli.projects import SMALL
from cli.running import AS_OF, run, run_process
from gonogo.cli import COMMANDS
from gonogo.format.json_schema import FILES, file_schema
from gonogo.outputs.json_schemas import DOCUMENTS
from repository import RepoBuilder

SITE = """
site_name: Readiness
theme:
  name: material
  font: false
plugins:
  - gonogo
"""


SCHEMAS = {
    **{kind: file_schema(kind) for kind in FILES},
    **{f"json-{name}": schema for name, schema in DOCUMENTS.items()},
}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_prints_one_schema(kind: str) -> None:
    """The output is only the schema of a kind of file or document."""
    ran = run("schema", kind)
    assert (ran.code, json.loads(ran.out), ran.err) == (0, SCHEMAS[kind], "")


def test_schema_writes_all_schemas_to_a_folder(tmp_path: Path) -> None:
    """`--write` creates the folder and a file for each schema, even outside of a project."""
    folder = tmp_path / "a" / "b"
    ran = run_process("schema", "--write", folder, at=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [f"wrote {folder}/{kind}.json" for kind in SCHEMAS]
    written = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir()}
    assert written == SCHEMAS


def test_schema_writes_one_schema_to_a_folder(tmp_path: Path) -> None:
    """With a kind, `--write` writes only the file of this kind."""
    assert run("schema", "people", "--write", tmp_path).code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["people.json"]


def test_reference_writes_markdown_pages_to_a_folder(tmp_path: Path) -> None:
    """Reference writes Markdown pages, which have the same bytes in every folder."""
    one, other = tmp_path / "one", tmp_path / "other"
    ran = run_process("reference", one, at=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    names = ("format.md", "kinds.md", "system.md", "registry.md", "rules.md", "cli.md")
    assert ran.out.splitlines() == [f"wrote {one / name}" for name in names]
    assert run_process("reference", other, at=tmp_path).code == 0
    pages = [{file.name: file.read_bytes() for file in folder.iterdir()} for folder in (one, other)]
    assert pages[0] == pages[1]
    assert all(text.startswith(b"# ") for text in pages[0].values())


def test_reference_has_the_help_option_of_every_command(tmp_path: Path) -> None:
    """The command line page has a section with `-h, --help` for every command."""
    run_process("reference", tmp_path, at=tmp_path)
    page = (tmp_path / "cli.md").read_text(encoding="utf-8")
    assert (page.count("-h, --help"), page.count("## gonogo")) == (page.count("## gonogo"), len(COMMANDS) + 1)


def test_build_writes_a_site_and_prints_the_verdicts(tmp_path: Path) -> None:
    """The site is in the given folder, and the output has a line with the verdict of each release."""
    lay_out(tmp_path, SMALL)
    write(tmp_path / "mkdocs.yml", SITE)
    write(tmp_path / "docs" / "about.md", "# About\n")
    site = tmp_path / "built"
    ran = run_process("build", "--site-dir", site, *AS_OF, at=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0].split() == ["NO-GO", "shop/v1"]
    assert "NO-GO" in (site / "index.html").read_text(encoding="utf-8")


def test_build_without_mkdocs_yml_is_a_usage_error(tmp_path: Path) -> None:
    """Without mkdocs.yml, build exits with code 2 and a line that names the missing file."""
    lay_out(tmp_path, SMALL)
    ran = run("build", at=tmp_path)
    assert (ran.code, ran.out, "mkdocs.yml" in ran.err, "Traceback" in ran.err) == (2, "", True, False)


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
@pytest.mark.parametrize(
    "plugins",
    [
        pytest.param("", id="none listed"),
        pytest.param("plugins: []\n", id="no plugin"),
        pytest.param("plugins: [search]\n", id="another"),
        pytest.param("plugins:\n  search: {}\n", id="another, in a mapping"),
        pytest.param("INHERIT: base.yml\n", id="another, in a base file"),
    ],
)
@pytest.mark.parametrize("command", ["build", "serve --address 127.0.0.1:48733"], ids=["build", "serve"])
def test_site_without_the_plugin_is_refused(command: str, plugins: str, name: str, tmp_path: Path) -> None:
    """It would have no page of the checklists."""
    lay_out(tmp_path, SMALL)
    write(tmp_path / name, f"site_name: Own\n{plugins}")
    write(tmp_path / "base.yml", "plugins: [search]\n")
    write(tmp_path / "docs" / "own.md", "# Own\n")
    ran = run(*command.split(), at=tmp_path)
    assert (ran.code, ran.out, ran.err.splitlines()) == (
        2,
        "",
        [
            f"gonogo: {name} does not use the plugin",
            "help: add `- gonogo` below `plugins:`, or name another file: --config-file FILE",
        ],
    )


@pytest.mark.parametrize("command", ["build", "render tree"])
def test_site_commands_refuse_a_shallow_clone_with_a_hint(command: str, tmp_path: Path) -> None:
    """Build and render refuse a shallow clone, because the site would show a part of the history as the whole."""
    lay_out(tmp_path / "whole", SMALL)
    write(tmp_path / "whole" / "mkdocs.yml", SITE)
    write(tmp_path / "whole" / "docs" / "own.md", "# Own\n")
    repository = RepoBuilder(tmp_path / "whole")
    repository.commit("begin")
    repository.commit("again")
    repository.git("clone", "--quiet", "--depth=1", f"file://{tmp_path / 'whole'}", str(tmp_path / "part"))
    ran = run_process(*command.split(), at=tmp_path / "part")
    assert (ran.code, ran.out) == (2, "")
    assert "this clone is shallow" in ran.err
    assert "git fetch --unshallow; in a workflow: fetch-depth: 0" in ran.err
    assert not (tmp_path / "part" / "site").exists()
    assert not (tmp_path / "part" / "tree").exists()


UNREADABLE_SETTINGS = [
    pytest.param("extra: {day: 2026-13-01}\n", "mkdocs.yml is not YAML: line 4 cannot be read", id="no such month"),
    pytest.param("extra: {flag: !!bool maybe}\n", "mkdocs.yml is not YAML: line 4 cannot be read", id="a wrong tag"),
    pytest.param("a: b: c\n", "mkdocs.yml is not YAML: line 4 cannot be read", id="two colons"),
    pytest.param("copyright: !ENV [GONE, 2026-13-01]\n", "mkdocs.yml is not YAML: line 4", id="a default"),
    pytest.param("INHERIT: other.yml\n", "other.yml is not YAML: line 1 cannot be read", id="a file to inherit from"),
    pytest.param(
        "plugins: [gonogo: {title: !ENV DAY}]\n", "the variable DAY in mkdocs.yml", id="the text of a variable"
    ),
]


@pytest.mark.parametrize("command", ["build", "serve", "render tree"])
@pytest.mark.parametrize(("settings", "message"), UNREADABLE_SETTINGS)
def test_unreadable_mkdocs_settings_are_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, settings: str, message: str
) -> None:
    """Every command prints the same line with a hint, and writes nothing."""
    lay_out(tmp_path, SMALL)
    monkeypatch.setenv("DAY", "2026-02-30")
    write(tmp_path / "mkdocs.yml", f"site_name: A\ntheme: material\nuse_directory_urls: true\n{settings}")
    write(tmp_path / "other.yml", "a: 2026-13-01\n")
    monkeypatch.chdir(tmp_path)
    ran = run(*command.split(), at=tmp_path)
    assert (ran.code, ran.out, message in ran.err, ran.err.count("\n")) == (2, "", True, 2)
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "tree").exists()
