"""The example output in CONTRIBUTING works: in a copy of gonogo, it writes its file into every site.

The output is `verdicts.txt`, with a line for each release. The only other change of the copy is its name in the import
and the tuple in `outputs/site_files/__init__.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import POLICY, RELEASE, SYSTEM, Files, lay_out
from cli.running import AS_OF
from package_copy import PackageCopy, copy_package

if TYPE_CHECKING:
    from pathlib import Path

PHONE = "+1-555-0142"
INDEX = "outputs/site_files/__init__.py"
EDITS = {
    "    sign_offs_csv,\n)\n\nif": "    sign_offs_csv,\n    verdicts_txt,\n)\n\nif",
    "    sign_offs_csv,\n)\n\n\ndef": "    sign_offs_csv,\n    verdicts_txt,\n)\n\n\ndef",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of gonogo with the output."""
    root = tmp_path_factory.mktemp("output")
    return copy_package(root, "Add an output", "outputs/site_files/verdicts_txt.py", EDITS, INDEX)


def write_project(root: Path, audience: str) -> Path:
    """A project without history, with a phone number in a release title and an unreadable release."""
    release = RELEASE.replace("title: Checklist", f"title: Call {PHONE}", 1)
    assert PHONE in release
    contacts = f"contacts:\n  lead:\n    title: Lead\n    phone: {PHONE}\n"
    others = {"checklists/shop/v2.yml": "release: [", "mkdocs.yml": "site_name: Readiness\nplugins: [gonogo]\n"}
    policy = f"{POLICY}audience: {audience}\n"
    lay_out(root, Files(policy=policy, system=f"{SYSTEM}{contacts}", release=release, others=others))
    (root / "docs").mkdir()
    return root


def test_new_output_needs_one_new_and_one_changed_file(package: Path, tmp_path: Path) -> None:
    """The output is one new module and one changed list, and the copy imports the new module."""
    copy = PackageCopy(package, tmp_path)
    assert copy.changes() == [INDEX, "outputs/site_files/verdicts_txt.py"]
    assert (
        copy.find_module("gonogo.outputs.site_files.verdicts_txt") == package / "outputs/site_files" / "verdicts_txt.py"
    )


@pytest.mark.parametrize(
    ("audience", "title"),
    [
        pytest.param("internal", f"Call {PHONE}", id="an internal site shows the telephone number"),
        pytest.param("public", "Call (not public)", id="a public site hides the telephone number"),
    ],
)
@pytest.mark.parametrize(
    ("command", "file"),
    [
        pytest.param(("build", "--site-dir"), "verdicts.txt", id="build"),
        pytest.param(("render",), "docs/verdicts.txt", id="render"),
    ],
)
def test_build_and_render_write_the_file_of_a_new_output(  # noqa: PLR0913, PLR0917 - two tables and two fixtures
    package: Path, tmp_path: Path, audience: str, title: str, command: tuple[str, ...], file: str
) -> None:
    """Build and render write the file, which has no phone number on a public site."""
    copy = PackageCopy(package, write_project(tmp_path / "project", audience))
    ran = copy.run(*command, tmp_path / "out", *AS_OF)
    assert ran.code == 0, ran.err
    assert (tmp_path / "out" / file).read_text(encoding="utf-8").splitlines() == [
        f"NO-GO shop/v1: {title}",
        "NO-GO shop/v2: the file cannot be read",
        "as of 2026-03-01T08:00:00Z",
    ]


def test_new_output_is_in_the_folder_of_the_plugin(package: Path, tmp_path: Path) -> None:
    """The option `folder` moves the file together with the pages."""
    project = write_project(tmp_path / "project", "internal")
    (project / "mkdocs.yml").write_text("site_name: A\nplugins: [gonogo: {folder: ready}]\n", encoding="utf-8")
    (project / "docs" / "index.md").write_text("# A\n", encoding="utf-8")
    ran = PackageCopy(package, project).run("build", "--site-dir", tmp_path / "out", *AS_OF)
    assert ran.code == 0, ran.err
    assert (tmp_path / "out/ready/verdicts.txt").is_file()
