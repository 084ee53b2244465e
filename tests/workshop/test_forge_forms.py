"""The issue forms, update settings, hooks and links of this repository are correct."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))


def read(path: str) -> dict[str, Any]:
    """A file of this repository."""
    document: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_issue_form_has_a_required_field(form: Path) -> None:
    """A form has a name, a description, and labeled fields with different ids, which the forge requires."""
    document = read(str(form.relative_to(ROOT)))
    assert document["name"]
    assert document["description"]
    fields = [field for field in document["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    assert all(field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_dependabot_updates_every_pinned_version() -> None:
    """The updates cover the workflow actions and the packages in constraints.txt."""
    updates = read(".github/dependabot.yml")["updates"]
    assert {(update["package-ecosystem"], update["directory"]) for update in updates} == {
        ("github-actions", "/"),
        ("pip", "/"),
    }


def test_own_hooks_use_the_virtual_environment() -> None:
    """Hooks run the same versions as CI, and `gonogo check` with the arguments of the published hook."""
    [repo] = read(".pre-commit-config.yaml")["repos"]
    hooks = {hook["id"]: hook for hook in repo["hooks"]}
    assert list(hooks) == ["ruff", "ruff-format", "mypy", "gonogo-check"]
    assert all(hook["entry"].startswith(".venv/bin/") and hook["language"] == "system" for hook in hooks.values())
    [offered] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    same = ("name", "args", "pass_filenames", "always_run")
    assert {key: hooks["gonogo-check"][key] for key in same} == {key: offered[key] for key in same}


@pytest.mark.parametrize("page", ["SECURITY.md", "RELEASING.md", "CONTRIBUTING.md", "README.md"])
def test_links_in_top_level_pages_lead_to_files(page: str) -> None:
    """Links in top-level pages, which the site build does not check, lead to existing files."""
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8"))
    assert links or page == "RELEASING.md"
    assert [link for link in links if not (ROOT / link).exists()] == []
