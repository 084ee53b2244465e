"""`gonogo codeowners`."""

from __future__ import annotations

from pathlib import Path

import click

from gonogo.cli.options import NamedPath
from gonogo.cli.printing import print_lines, say
from gonogo.outputs.codeowners import make_codeowners
from gonogo.pipelines.assessment import load
from gonogo.source.files.worktree import find_root
from gonogo.source.git.repository import project_folder


@click.command("codeowners")
@click.option(
    "--check",
    "checked",
    type=NamedPath(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Do not print the lines. Exit with 1 if FILE lacks this block, or if other lines follow it.",
)
@click.pass_obj
def command(directory: Path, checked: Path | None) -> None:
    """Prints the lines of CODEOWNERS that guard the registry, so that only maintainers can change it.

    The lines form a marked block for the end of the file. You can write any other lines before the block. The command
    does not write the file. It uses GitLab syntax if `forge` in policy.yml is a GitLab address, and GitHub syntax
    otherwise.

    Example: gonogo codeowners >> .github/CODEOWNERS
    """
    root = find_root(directory)
    block = make_codeowners(load(root), project_folder(root))
    if checked is None:
        print_lines(block.lines)
        return
    file = directory / checked
    fault = block.find_fault(file.read_text(encoding="utf-8", errors="replace")) if file.exists() else "no such file"
    if fault:
        say(f"{checked}: {fault}", f"help: delete the block, if there is one, then: gonogo codeowners >> {checked}")
        raise click.exceptions.Exit(1)
    say(
        f"{checked}: up to date"
        if block.has_owners
        else f"{checked}: up to date, but it does not guard the registry; the block says why"
    )
