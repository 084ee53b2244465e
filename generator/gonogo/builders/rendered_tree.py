"""The rendered tree: the site as a folder with mkdocs.yml and docs/, for builders without gonogo's plugin."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.builders.collisions import require_no_collision
from gonogo.builders.navigation import make_menu
from gonogo.builders.plugin_options import find_project, make_site_options, read_as_of
from gonogo.builders.tree_configuration import DEFAULT, DOCS, TreeOptions, read_options, restate
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.outputs.fragment_marks import without_marks
from gonogo.outputs.markdown_pages import WORKER
from gonogo.pipelines.site_build import build_site
from gonogo.source.files.cache import open_cache
from gonogo.source.files.mkdocs_place import find_site
from gonogo.source.files.output_folder import list_files
from gonogo.source.files.raw_checklists import is_raw, require_no_raw
from gonogo.source.files.worktree import FOLDER, find_root
from gonogo.source.yaml.mkdocs_configuration import read_configuration, resolve, write_configuration

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from gonogo.builders.navigation import Item
    from gonogo.pipelines.site_build import Site

_HEADER = "# Written by `gonogo render` from the project's mkdocs.yml; change that file.\n"
_OVERRIDES, _HOOKS = "overrides", "hooks"


class Tree(Frozen):
    """A rendered tree: the files, keyed by path in the tree, and the site with the pages."""

    files: Mapping[str, bytes | Path]
    site: Site
    as_of: datetime


class TreeSource(Frozen):
    """The input of a tree. `file` is the mkdocs.yml, None if there is none.

    `configuration` are the settings, whose paths start at `folder`. `root` is the folder that contains `checklists/`.
    """

    file: Path | None
    folder: Path
    configuration: Mapping[str, object]
    options: TreeOptions
    root: Path


def read_source(directory: Path, named: Path | None, environment: Mapping[str, str]) -> TreeSource:
    """The input of a tree for the site at a directory; `named` is the mkdocs.yml given with `--config-file`.

    Raises GonogoError for settings that cannot be copied to a tree, and if there are no checklists.
    """
    file = find_site(directory, named)
    folder = file.parent if file else find_root(directory)
    configuration = read_configuration(file, environment) if file else {"site_name": "Readiness", **DEFAULT}
    options = read_options(configuration, partial(resolve, environment=environment))
    return TreeSource(file, folder, configuration, options, find_project(folder, options.checklists))


def render_tree(
    source: TreeSource,
    as_of: datetime,
    nest_docs: Callable[[Path, Mapping[str, object], Collection[str]], list[Item]],
    environment: Mapping[str, str],
    *,
    is_as_of_given: bool = True,
) -> Tree:
    """The tree of a project as of a time. The same files and the same time give the same tree.

    Without `is_as_of_given`, the `as_of` in mkdocs.yml takes precedence over `as_of`. `nest_docs` returns the
    navigation of a docs folder and of further pages, for projects without `nav`. Raises GonogoError for settings that
    cannot be copied to a tree.
    """
    configuration, options, root, folder = source.configuration, source.options, source.root, source.folder
    option = None if is_as_of_given else read_as_of(options.as_of)
    as_of = option or as_of
    site_options = make_site_options(
        options.folder,
        options.title,
        environment,
        directories=options.directories,
        url=options.url,
        is_time_given=is_as_of_given or option is not None,
    )
    cache = None if site_options.ignores_history else open_cache(environment, root)
    site = build_site(root, as_of, site_options, cache=cache)
    docs = _named(folder, configuration.get("docs_dir", DOCS), "docs_dir")
    theirs = {path: file for path, file in list_files(docs).items() if not is_raw(file, root / FOLDER)}
    assets = {path: content for path, content in site.assets.items() if path != WORKER or options.is_offline}
    others = {**assets, **site.files}
    require_no_collision([*site.sources, *others], theirs, directories=options.directories)
    menu = make_menu(site)
    nested = nest_docs(docs, configuration, menu.listed) if configuration.get("nav") is None and theirs else []
    settings = restate(configuration, menu, nested, options, site.unlisted)
    files: dict[str, bytes | Path] = {f"{DOCS}/{path}": file for path, file in theirs.items()}
    files |= {f"{DOCS}/{path}": without_marks(text).encode() for path, text in site.sources.items()}
    files |= {f"{DOCS}/{path}": content for path, content in others.items()}
    _take_overrides(folder, settings, files)
    _take_hooks(folder, settings, files)
    files["mkdocs.yml"] = (_HEADER + write_configuration(settings)).encode()
    require_no_raw((file for file in files.values() if isinstance(file, Path)), root / FOLDER)
    return Tree(files, site, as_of)


def _take_overrides(folder: Path, settings: dict[str, object], files: dict[str, bytes | Path]) -> None:
    """Adds the files in `custom_dir`, and sets `custom_dir` to their folder in the tree.

    Raises GonogoError if there are none.
    """
    theme = settings.get("theme")
    if not isinstance(theme, dict) or theme.get("custom_dir") is None:
        return
    place = _named(folder, theme["custom_dir"], "custom_dir")
    if not (overrides := list_files(place)):
        raise GonogoError(f"there is no file in {place}", "see `custom_dir` in mkdocs.yml")
    settings["theme"] = {**theme, "custom_dir": _OVERRIDES}
    files |= {f"{_OVERRIDES}/{path}": file for path, file in overrides.items()}


def _take_hooks(folder: Path, settings: dict[str, object], files: dict[str, bytes | Path]) -> None:
    """Adds the files in `hooks`, each in a folder of its own, because two hooks can have the same name.

    Raises GonogoError for a hook that is not a file.
    """
    hooks = settings.get("hooks")
    if not hooks:
        return
    places = {}
    for number, hook in enumerate(hooks if isinstance(hooks, list) else [hooks], start=1):
        file = _named(folder, hook, "hooks")
        if not file.is_file():
            raise GonogoError(f"the hook {hook} is not a file", "see `hooks` in mkdocs.yml")
        places[f"{_HOOKS}/{number}/{file.name}"] = file
    settings["hooks"] = list(places)
    files |= places


def _named(folder: Path, name: object, key: str) -> Path:
    if not isinstance(name, str):
        raise GonogoError(f"`{key}` in mkdocs.yml is not a path", f"write the full path of `{key}`")
    return folder / name
