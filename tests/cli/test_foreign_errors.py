"""If user code raises an exception, gonogo names that code and does not report a bug of gonogo."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from building import lay_out, write_files
from cli.projects import CLEAN
from cli.running import run

if TYPE_CHECKING:
    from pathlib import Path

    from cli.running import Ran


def _build(root: Path, files: dict[str, str], configuration: str = "") -> Ran:
    lay_out(root, CLEAN)
    write_files(root, {"docs/own.md": "# Own\n", **files})
    configuration = configuration or "theme: {name: material, font: false}\nhooks: [tools/hook.py]"
    (root / "mkdocs.yml").write_text(f"site_name: Own\nplugins: [gonogo, search]\n{configuration}\n", encoding="utf-8")
    return run("build", at=root)


def _hook(event: str, body: str) -> dict[str, str]:
    return {_HOOK: f"def {event}(*given, **named):\n{indent(dedent(body), '    ')}\n"}


_HOOK = "tools/hook.py"
_EVENTS = (
    "on_startup",
    "on_shutdown",
    "on_config",
    "on_pre_build",
    "on_files",
    "on_nav",
    "on_env",
    "on_post_build",
    "on_pre_template",
    "on_template_context",
    "on_post_template",
    "on_pre_page",
    "on_page_read_source",
    "on_page_markdown",
    "on_page_content",
    "on_page_context",
    "on_post_page",
)


@pytest.mark.parametrize("event", _EVENTS)
def test_hook_exception_names_the_hook_and_its_line(tmp_path: Path, event: str) -> None:
    """For every event, the message has the hook, the exception, the file and line, and the traceback from there."""
    ran = _build(tmp_path, _hook(event, "{}['a key']"))
    assert ran.code == 2
    [message, help_] = ran.err.splitlines()[-2:]
    assert message == "gonogo: the hook tools/hook.py raised KeyError: 'a key', in tools/hook.py:2"
    assert help_ == "help: this code does not belong to gonogo: fix it, or remove it from mkdocs.yml"
    assert "Traceback" in ran.err
    assert "bug" not in ran.err
    assert "/mkdocs/" not in ran.err
    assert not (tmp_path / "site").exists() or event == "on_shutdown"


_RETURNING = [event for event in _EVENTS if event not in ("on_startup", "on_shutdown", "on_pre_build", "on_post_build")]


@pytest.mark.parametrize("priority", [1000, -5000], ids=["before ours", "after ours"])
@pytest.mark.parametrize("event", _RETURNING)
def test_value_that_mkdocs_cannot_use_is_no_bug_of_ours(tmp_path: Path, event: str, priority: int) -> None:
    """MkDocs fails later, without the hook in its traceback: the message names what may have returned the value."""
    text = (
        f"from mkdocs.plugins import event_priority\n\n@event_priority({priority})\n{_hook(event, 'return 5')[_HOOK]}"
    )
    ran = _build(tmp_path, {_HOOK: text})
    assert (ran.code, "this is a bug" in ran.err) == (2, False), ran.err
    said = ran.err.splitlines()[-2]
    named = ("MkDocs, probably because of a value that tools/hook.py returned, raised ", "a plugin or hook returned",
             "a template raised ", 'the plugin "', "a plugin or hook")  # fmt: skip
    assert any(name in ran.err for name in named), said
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("body", "raised"),
    [
        pytest.param("raise SystemExit(0)", "SystemExit: 0", id="exits with code 0"),
        pytest.param("raise SystemExit('enough')", "SystemExit: enough", id="exits with a text"),
        pytest.param("open('/nowhere/at all')", "FileNotFoundError", id="a missing file"),
        pytest.param(
            "import click; raise click.UsageError('x')", "click.exceptions.UsageError: x", id="an exception of click"
        ),
        pytest.param("import click; raise click.Abort", "click.exceptions.Abort", id="aborts like click"),
        pytest.param("import json; json.loads('{')", "json.decoder.JSONDecodeError", id="an exception in a library"),
        pytest.param("raise AssertionError('two\\nlines')", "AssertionError: two", id="two lines"),
        pytest.param("on_files()", "RecursionError", id="recursion"),
    ],
)
def test_hook_exception_of_any_kind_exits_with_2(tmp_path: Path, body: str, raised: str) -> None:
    """Every kind of exception names the hook, and no site is left."""
    ran = _build(tmp_path, _hook("on_files", body))
    assert ran.code == 2
    assert f"gonogo: the hook tools/hook.py raised {raised}" in ran.err
    assert "tools/hook.py:2" in ran.err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "x = 1\nx.y\n", "AttributeError: 'int' object has no attribute 'y', in", id="an exception during loading"
        ),
        pytest.param("x = 1\ndef (\n", "SyntaxError: invalid syntax, in", id="a syntax error"),
        pytest.param(
            "\nimport not_installed\n",
            "ModuleNotFoundError: No module named 'not_installed', in",
            id="a failing import",
        ),
    ],
)
def test_hook_that_cannot_be_loaded_has_a_message_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    """Before MkDocs has loaded the hook, the message identifies it by its file and line."""
    ran = _build(tmp_path, {"tools/hook.py": text})
    assert ran.code == 2
    assert f"raised {expected} tools/hook.py:2" in ran.err


@pytest.mark.parametrize(
    ("event", "error", "expected"),
    [
        ("on_files", "PluginError", "gonogo: the hook tools/hook.py stopped the build"),
        ("on_page_content", "BuildError", "gonogo: the hook tools/hook.py stopped the build"),
        ("on_config", "ConfigurationError", "gonogo: the hook tools/hook.py: say why"),
    ],
)
def test_hook_that_stops_the_build_has_no_traceback(tmp_path: Path, event: str, error: str, expected: str) -> None:
    """MkDocs exceptions are messages for users, so gonogo shows only the message and the hook."""
    ran = _build(tmp_path, _hook(event, f"from mkdocs.exceptions import {error}; raise {error}('say why')"))
    assert ran.code == 2
    assert expected in ran.err
    assert "say why" in ran.err
    assert "Traceback" not in ran.err


_BEGIN = '{% extends "base.html" %}\n{% block announce %}'


@pytest.mark.parametrize(
    ("name", "template", "expected"),
    [
        ("main.html", f"{_BEGIN}{{{{ nothing.at.all }}}}{{% endblock %}}", "UndefinedError"),
        ("main.html", _BEGIN, "TemplateSyntaxError"),
        ("main.html", f'{_BEGIN}{{% include "no.html" %}}{{% endblock %}}', "TemplateNotFound"),
        ("404.html", "\n{{ 1 // 0 }}", "ZeroDivisionError"),
    ],
    ids=["undefined", "syntax", "include", "division"],
)
def test_template_exception_names_the_template_and_its_line(
    tmp_path: Path, name: str, template: str, expected: str
) -> None:
    """An exception in a template of the user's theme names the template and its line."""
    theme = "theme: {name: material, font: false, custom_dir: theme}"
    ran = _build(tmp_path, {f"theme/{name}": template}, theme)
    assert ran.code == 2
    assert "gonogo: a template raised " in ran.err
    assert expected in ran.err
    assert f"theme/{name}:2" in ran.err


def test_markdown_extension_exception_names_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in a Markdown extension of the user names the file and the line."""
    extension = """
        from markdown.extensions import Extension
        from markdown.preprocessors import Preprocessor

        class Fails(Preprocessor):
            def run(self, lines):
                return lines[10**6]

        class Own(Extension):
            def extendMarkdown(self, md):
                md.preprocessors.register(Fails(md), "fails", 1)

        def makeExtension(**options):
            return Own()
    """
    monkeypatch.syspath_prepend(str(tmp_path))
    configuration = "theme: {name: material, font: false}\nmarkdown_extensions: [failing_extension]"
    ran = _build(tmp_path, {"failing_extension.py": dedent(extension)}, configuration)
    assert ran.code == 2
    assert "raised IndexError: list index out of range, in failing_extension.py:7" in ran.err


def test_hook_exception_in_serve_names_the_hook(tmp_path: Path) -> None:
    """An exception in the event `on_serve`, which only `gonogo serve` runs, names the hook."""
    _build(tmp_path, _hook("on_serve", "raise OverflowError('mine')"))
    ran = run("serve", "--address", "127.0.0.1:48731", at=tmp_path)
    assert ran.code == 2
    assert "gonogo: the hook tools/hook.py raised OverflowError: mine" in ran.err


def test_exception_in_gonogo_is_reported_as_a_bug(tmp_path: Path) -> None:
    """If a hook breaks gonogo itself, the traceback is shown, and the exit code is 3."""
    ran = _build(tmp_path, _hook("on_env", "named['config'].plugins['gonogo'].site = None"))
    assert ran.code == 3
    assert ran.err.endswith("gonogo: this is a bug; please report it with the lines above\n")
