"""Hints for commands and options that do not exist, but that people type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import closest, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

    import click

_COMMANDS = {
    "list": "status",
    "ls": "status",
    "verify": "status",
    "verdict": "status",
    "validate": "check",
    "lint": "check",
    "test": "check",
    "history": "log",
    "audit": "log",
    "todo": "next",
    "sign": "mark go REF",
    "approve": "mark go REF",
    "reject": "mark no-go REF --reason WHY",
    "withdraw": "mark withdrawn REF",
    "waive": "mark waived REF",
    "reopen": "mark open REF",
    "set": "mark STATE REF",
    "start": "init",
    "create": "new",
    "preview": "serve",
}
# The hint names the first of these options that the command has.
_OPTIONS = {
    "--json": ("--format json",),
    "--csv": ("--format csv",),
    "--markdown": ("--format markdown",),
    "--output": ("--format",),
    "-o": ("--format",),
    "--author": ("--person", "--for"),
    "--user": ("--person", "--for"),
    "--by": ("--person", "--for"),
    "--person": ("--for",),
    "--for": ("--person",),
    "--owner": ("--for",),
    "--assignee": ("--for",),
    "--role": ("--for",),
    "--limit": ("-n",),
    "--max-count": ("-n",),
    "--last": ("-n",),
    "--quiet": ("--severity error",),
    "-q": ("--severity error",),
    "--errors-only": ("--severity error",),
    "--level": ("--severity",),
    "--strict": ("--fail-on warning",),
    "--after": ("--since",),
    "--before": ("--until",),
    "--state": ("--to",),
    "--status": ("--to",),
    "--date": ("--as-of", "--until"),
    "--commit": ("--at",),
    "--rev": ("--at",),
    "--revision": ("--at",),
    "--message": ("--note",),
    "-m": ("--note",),
    "--comment": ("--note",),
    "--link": ("--evidence",),
    "--url": ("--evidence",),
}


def explain_command(name: str, commands: Collection[str]) -> str:
    """The error message for a command that does not exist."""
    hint = f"write gonogo {_COMMANDS[name]}" if name in _COMMANDS else did_you_mean(name, commands)
    return f'no command "{name}"; {hint}'


def explain_option(name: str, context: click.Context | None) -> str:
    """The error message for an option that the command does not have."""
    options = (
        [option for row in context.command.params for option in (*row.opts, *row.secondary_opts)] if context else []
    )
    dashed = [option for option in options if option.startswith("-")]
    meant = next((option for option in _OPTIONS.get(name, ()) if option.split()[0] in dashed), "")
    if not meant and (near := closest(name.lstrip("-"), [option.lstrip("-") for option in dashed])):
        meant = next(option for option in dashed if option.lstrip("-") == near)
    command = context.command_path if context else "gonogo"
    return f"no option {name}; {f'write {meant}' if meant else f'{command} --help lists the options'}"
