"""The stage beside the folder of a site, in which MkDocs builds the site."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.source.files.output_folder import Stage
from gonogo.source.files.output_mark import SITE
from gonogo.source.files.output_place import protect_hook, require_place
from gonogo.source.files.worktree import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def make_stage(config: MkDocsConfig, folder: Path, root: Path) -> Stage:
    """The stage of the site of the project at `root`; `folder` is the folder of mkdocs.yml.

    Raises GonogoError if the site may not be written to its folder.
    """
    named = (config.docs_dir, config.theme.custom_dir, config.config_file_path)
    sources = [Path(name) for name in named if name]
    sources += [place for hook in map(str, config.hooks) for place in protect_hook(folder, hook)]
    return Stage(require_place(Path(config.site_dir), root, [root / FOLDER, *sources]), SITE)


def require_no_server(config: MkDocsConfig) -> None:
    """Raises GonogoError if a server builds the site in its temporary folder.

    `mkdocs serve` creates the plugin without starting it if mkdocs.yml lists the plugin only after the server began.
    Such a server would not watch the checklists.
    """
    site = Path(config.site_dir)
    if site.parent == Path(tempfile.gettempdir()) and site.name.startswith("mkdocs_"):
        raise GonogoError("mkdocs serve began before mkdocs.yml listed gonogo", "stop it, and run mkdocs serve again")
