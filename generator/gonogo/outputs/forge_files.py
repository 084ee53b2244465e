"""The files that a repository on GitHub needs: workflows, and the template of a pull request's description.

They are templates in `outputs/forge_templates/`, in which three words are replaced. This repository has the same files,
with gonogo installed from its folder.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from gonogo import __version__
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

# Both appear in YAML, in a shell and in JavaScript.
_PLAIN_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*")
_WORKFLOWS = ("readiness.yml", "readiness-report.yml", "readiness-site.yml", "deployment-gate.yml")


class ForgeProject(Frozen):
    """A project on a forge, with its main branch; `folder` is "" at the top of the repository, or ends in a slash.

    `install` are the arguments with which `pip install`, run in the folder, installs gonogo.
    """

    folder: str = ""
    main: str = "main"
    install: str = f"gonogo=={__version__}"


def write_forge_files(project: ForgeProject) -> Iterator[tuple[str, str]]:
    """Each file as its path from the top of the repository and its content.

    Raises GonogoError if the name of the folder or the branch has a special meaning in a workflow.
    """
    for name, what in ((project.folder, "folder"), (project.main, "branch")):
        if name and not _PLAIN_PATH.fullmatch(name):
            hint = "rename it: use only ASCII letters, digits, points, hyphens, slashes and underscores"
            raise GonogoError(f"the name of the {what} {name} cannot be written in a workflow", hint)
    words = {"%FOLDER%": project.folder.rstrip("/") or ".", "%MAIN%": project.main, "%INSTALL%": project.install}
    for name in _WORKFLOWS:
        yield f".github/workflows/{name}", _fill_in(name, words)
    yield ".github/pull_request_template.md", _fill_in("pull_request_template.md", {})


def _fill_in(name: str, words: dict[str, str]) -> str:
    text = resources.files("gonogo.outputs").joinpath("forge_templates", name).read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(word, value)
    return text
