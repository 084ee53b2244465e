"""`gonogo init`."""

from __future__ import annotations

import os
import secrets
import shlex
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from gonogo.cli.edits import warn_of_ignored
from gonogo.cli.options import NamedPath, shell_folder
from gonogo.cli.printing import say
from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import visible
from gonogo.outputs.codeowners import make_codeowners
from gonogo.outputs.forge_files import ForgeProject, write_forge_files
from gonogo.pipelines.assessment import load
from gonogo.pipelines.new_project import ABOUT, Beginning, make_id, write_checklists, write_mkdocs
from gonogo.source.files.mkdocs_place import find_mkdocs, has_home_page
from gonogo.source.files.replaced_files import create_files
from gonogo.source.files.time_zones import find_local_zone
from gonogo.source.files.worktree import FOLDER
from gonogo.source.git.missing_checklists import require_written
from gonogo.source.git.new_project import begin_repository, look_around
from gonogo.source.yaml.mkdocs_edit import add_gonogo, inherited_file, lines_to_add

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gonogo.source.git.new_project import Surroundings

_PAGES = "readiness"


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".", type=NamedPath(file_okay=False, path_type=Path))
@click.pass_obj
def command(directory: Path, folder: Path) -> None:
    """Creates a project: a registry with you as the maintainer, a small release, and a site.

    In a repository with a MkDocs site, the command adds the checklists beside mkdocs.yml, and gonogo to the plugins in
    mkdocs.yml. It does not ask questions: your name and address come from git, the forge from the remote, and the time
    zone from this computer. It does not replace files.

    Example: gonogo init
    """
    place = (directory / folder).resolve()
    place.mkdir(parents=True, exist_ok=True)
    known = look_around(place)
    mkdocs = find_mkdocs(place, known.top)
    root = mkdocs.parent if mkdocs else place
    if os.path.lexists(root / FOLDER):
        raise GonogoError(f"{root / FOLDER} already exists, and nothing is written", "gonogo new makes a release")
    if known.top:
        require_written(root)
    pages = _PAGES if has_home_page(root, mkdocs, os.environ) else ""
    beginning = _describe(known, root)
    files = {**write_checklists(beginning), **_site_files(root, mkdocs, beginning.title, pages)}
    create_files(root, files)
    added = _add_to(mkdocs, pages) if mkdocs else ()
    if known.top is None:
        begin_repository(root)
    say(f"Made in {visible(str(root))}:", *(f"  {path}" for path in files), *added)
    top = known.top or root
    if not known.forge or urlsplit(known.forge).hostname == "github.com":
        say(*_add_workflows(root, top, known.main))
    warn_of_ignored(root, [*files, *([mkdocs.name] if mkdocs else [])])
    names = [root / path.split("/")[0] for path in (*files, *([mkdocs.name] if mkdocs else []))]
    say(*_say_next([*names, top / ".github"], top, root, place))


def _describe(known: Surroundings, root: Path) -> Beginning:
    name = known.forge.rpartition("/")[2] or (known.top or root).name
    return Beginning(
        name=known.author.name,
        email=known.author.email,
        title=name if make_id(name) else "System",
        project=f"rdy-{secrets.token_hex(6)}",
        forge=known.forge,
        main=known.main,
        timezone=find_local_zone(os.environ),
    )


def _site_files(root: Path, mkdocs: Path | None, title: str, pages: str) -> dict[str, str]:
    """The files of a new site, without files that already exist; empty if there is a mkdocs.yml."""
    if mkdocs:
        return {}
    wanted = {"mkdocs.yml": write_mkdocs(title, pages), "docs/about.md": ABOUT, ".gitignore": "/site/\n"}
    return {path: text for path, text in wanted.items() if path == "mkdocs.yml" or not os.path.lexists(root / path)}


def _add_to(mkdocs: Path, pages: str) -> tuple[str, ...]:
    """Adds gonogo to a mkdocs.yml and returns a report, or returns the lines that the user has to add."""
    text = mkdocs.read_bytes().decode()
    changed = add_gonogo(text, pages)
    if changed is not None:
        mkdocs.write_bytes(changed.encode())
        return (f"Added gonogo to the plugins and Markdown extensions of {mkdocs.name}.",)
    lines = (f"Add these lines to {mkdocs.name}, which only you can change:", lines_to_add(text, pages))
    if base := inherited_file(text):
        return (
            *lines,
            f"A list in {mkdocs.name} replaces that of {visible(base)}: add the lines there, or repeat its items.",
        )
    return lines


def _add_workflows(root: Path, top: Path, main: str) -> Iterator[str]:
    """Writes the files for GitHub that do not exist yet, and yields a report."""
    folder = "" if root == top else f"{root.relative_to(top).as_posix()}/"
    try:
        written = dict(write_forge_files(ForgeProject(folder, main)))
    except GonogoError as error:
        yield f"Made no workflows: {error.message}."
        return
    written[".github/CODEOWNERS"] = "".join(f"{line}\n" for line in make_codeowners(load(root), folder).lines)
    new = {path: text for path, text in written.items() if not os.path.lexists(top / path)}
    create_files(top, new)
    yield f"Made in {visible(str(top))}, for GitHub:"
    yield from (f"  {path}" for path in new)


def _say_next(made: list[Path], top: Path, root: Path, place: Path) -> Iterator[str]:
    """Three commands to run next; `made` are the files and folders to commit."""
    new = [path.relative_to(top).as_posix() for path in dict.fromkeys(made) if path.exists()]
    inside, above = (_option(folder, place) for folder in (root, top))
    yield ""
    yield "Next:"
    yield f"  gonogo{inside} serve                # view the site: the release is NO-GO"
    yield f"  git{above} add {visible(shlex.join(new))} && git{above} commit -m 'Begin with gonogo'"
    yield f"  gonogo{inside} done tests --commit  # the first item"


def _option(folder: Path, place: Path) -> str:
    return "" if folder == place == shell_folder() else f" -C {visible(shlex.quote(str(folder)))}"
