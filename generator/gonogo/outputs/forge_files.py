"""The files for a repository on GitHub: the workflows, and the template for descriptions of pull requests.

The templates are in `outputs/forge_templates/`, with three placeholders. Gonogo's own repository has the same files,
except that they install gonogo from the repository.
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

# The folder and the branch appear in YAML, in shell commands and in JavaScript, so only these characters are allowed.
_PLAIN_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*")
_WORKFLOWS = ("readiness.yml", "readiness-report.yml", "readiness-site.yml", "deployment-gate.yml")


class ForgeProject(Frozen):
    """A project on a forge.

    `folder` is its folder in the repository: "" for the top folder, else a path that ends in a slash. `main` is the
    main branch. `install` are the arguments of `pip install`, run in `folder`, that install gonogo.
    """

    folder: str = ""
    main: str = "main"
    install: str = f"gonogo=={__version__}"


def write_forge_files(project: ForgeProject) -> Iterator[tuple[str, str]]:
    """The path and the content of each file; paths start at the top folder of the repository.

    Raises GonogoError if the folder or the branch has a character with a special meaning in a workflow.
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
