"""Facts from git about the folder of a new project: the user, and the web address of the repository."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gonogo.core.frozen import Frozen
from gonogo.source.git.new_commit import read_author, run_git_here

if TYPE_CHECKING:
    from gonogo.model.commits import Ident

_SSH = re.compile(r"(?:ssh://)?(?:[^@/]+@)?(?P<host>[^:/@]+)[:/](?:\d+/)?(?P<path>[^:]+)")


class Surroundings(Frozen):
    """The facts from git about a folder.

    `top` is the top folder of the repository, None outside of git. `forge` is the web address of the repository, "" if
    it is not known. `main` is the default branch of the remote, or else the branch that is checked out.
    """

    top: Path | None
    author: Ident
    forge: str
    main: str


def look_around(folder: Path) -> Surroundings:
    """The facts from git about a folder. Raises GonogoError if git does not know the author."""
    author = read_author(folder)
    status, output, _ = run_git_here(folder, "rev-parse", "--show-toplevel")
    top = Path(output.strip()) if status == 0 else None
    origin = run_git_here(folder, "config", "--get", "remote.origin.url")[1].strip() if top else ""
    default = run_git_here(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")[1].strip()
    current = run_git_here(folder, "symbolic-ref", "--quiet", "--short", "HEAD")[1].strip() if top else ""
    return Surroundings(top, author, find_web_address(origin), default.removeprefix("origin/") or current or "main")


def begin_repository(folder: Path) -> None:
    """Makes the folder a repository whose first branch is `main`."""
    run_git_here(folder, "init", "--quiet")
    run_git_here(folder, "symbolic-ref", "HEAD", "refs/heads/main")


def find_web_address(remote: str) -> str:
    """The web address of a repository, derived from the address of its remote; "" if the remote is not on a forge."""
    if remote.startswith(("https://", "http://")):
        parts = urlsplit(remote)
        host, path = parts.hostname or "", parts.path
    elif "://" not in remote or remote.startswith("ssh://"):
        match = _SSH.fullmatch(remote)
        host, path = (match["host"], match["path"]) if match else ("", "")
    else:
        host, path = "", ""
    name = path.strip("/").removesuffix(".git")
    return f"https://{host}/{name}" if "." in host and "/" in name else ""
