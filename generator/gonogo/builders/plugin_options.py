"""The options of the plugin in mkdocs.yml, converted to the options of the site pipeline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError
from gonogo.model.schedule import parse_as_of
from gonogo.pipelines.project_plan import SiteOptions
from gonogo.source.files.worktree import FOLDER, find_root

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

TRUST_ROOT, NO_HISTORY = "GONOGO_TRUST_ROOT", "GONOGO_NO_HISTORY"
_TRUE = ("1", "true", "t", "yes", "y", "on")  # the values that click accepts as true for a flag
_CHECKLISTS = f"name the folder that contains {FOLDER}/, relative to mkdocs.yml, such as ../operations"


def make_site_options(  # noqa: PLR0913 - a user can set each of them
    folder: str,
    title: str,
    environment: Mapping[str, str],
    *,
    directories: bool,
    url: str = "",
    is_time_given: bool = False,
) -> SiteOptions:
    """The options of a site. `folder` is the folder of the pages in the site, with or without slashes around it.

    The environment defines the trust options, as for every command, so that they also apply to `mkdocs build`. Raises
    GonogoError for a folder outside the site.
    """
    if ".." in folder.split("/"):
        raise GonogoError(
            f"`folder: {folder}` is outside the site", "`folder` must be a path inside the site; remove the .."
        )
    folder = folder.strip("/")
    ignores_history = environment.get(NO_HISTORY, "").lower() in _TRUE
    root = environment.get(TRUST_ROOT) or None
    return SiteOptions(f"{folder}/" if folder else "", title, directories, url, is_time_given, root, ignores_history)


def find_project(folder: Path, named: object) -> Path:
    """The folder that contains `checklists/`.

    `named` is the value of the option `checklists`, a path that starts at `folder`; without a value, the nearest such
    folder upwards from `folder`. `folder` is the folder of mkdocs.yml. Raises GonogoError if no such folder exists, or
    if `named` is not a string.
    """
    if not isinstance(named, str):
        raise GonogoError("`checklists` in the gonogo plugin must be a path", _CHECKLISTS)
    if not named:
        return find_root(folder)
    place = folder / named
    if not (place / FOLDER).is_dir():
        raise GonogoError(
            f"`checklists: {named}` in the gonogo plugin points to {place}, which has no {FOLDER}/", _CHECKLISTS
        )
    return find_root(place)


def read_as_of(value: object) -> datetime | None:
    """The time in the option `as_of`, None without a value.

    Raises GonogoError for a value that is neither a date nor a time.
    """
    text = value.isoformat() if isinstance(value, date) else value
    if text is None or text == "":
        return None
    try:
        return parse_as_of(str(text))
    except ValueError as error:
        message = f"`as_of: {text}` in the gonogo plugin is neither a date nor a time with an offset"
        raise GonogoError(message, "write it like 2026-03-01 or 2026-03-01T09:00+01:00 in mkdocs.yml") from error
