"""Hints for commands, options and arguments that gonogo does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonogo.core.diagnostics import closest, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
    "setup": "init",
    "add": "new",
    "preview": "serve",
    "watch": "serve",
    "run": "serve",
    "publish": "build",
    "generate": "build",
    "help": "--help",
    "version": "--version",
    "report": "status",
    "summary": "status",
    "pending": "next",
    "tasks": "next",
    "who": "next --for WHO",
    "blame": "log",
    "events": "log",
    "export": "log --format csv",
    "view": "show REF",
    "find": "show REF",
    "compare": "diff",
    "edit": "mark STATE REF",
    "update": "mark STATE REF",
    "complete": "done REF",
    "finish": "done REF",
    "tick": "done REF",
    "undo": "mark open REF",
    "undone": "mark open REF",
    "block": "mark blocked REF",
    "go": "mark go REF",
    "no-go": "mark no-go REF --reason WHY",
    "nogo": "mark no-go REF --reason WHY",
    "measure": "observe REF VALUE",
    "record": "observe REF VALUE",
    "deploy": "close REF deployed",
    "rollback": "close REF rolled-back",
    "cancel": "close REF cancelled",
    "owners": "codeowners",
    "sample": "demo",
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


# The dashes with which editors, chats and web pages replace `-` and `--`.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"


def explain_command(name: str, commands: Collection[str]) -> str:
    """The error message for a command that does not exist."""
    hint = f"write gonogo {_COMMANDS[name]}" if name in _COMMANDS else did_you_mean(name, commands)
    return f'no command "{name}"; {hint}'


def find_other_dash(words: Sequence[str], command: click.Command) -> str:
    """The error message for a word that is an option of the command with other dashes, "" if there is no such word."""
    options = ["--help", "-h", *(option for row in command.params for option in (*row.opts, *row.secondary_opts))]
    for word in words:
        name, _, _ = word.lstrip(f"-{_DASHES}").partition("=")
        meant = next((option for option in options if option.startswith("-") and option.lstrip("-") == name), "")
        if meant and word.startswith(tuple(_DASHES)):
            return f'"{word}" begins with a dash that is not "-"; write {meant}'
    return ""


def explain_extra(context: click.Context, words: Sequence[str]) -> str:
    """The error message for arguments that the command does not take."""
    message = f"too many arguments: {' '.join(words)}"
    options = [option for row in context.command.params for option in row.opts]
    reference = context.params.get("reference")
    is_only = sum(row.param_type_name == "argument" for row in context.command.params) == 1
    if reference and is_only and len(words) == 1 and "/" not in reference:
        return f"{message}; write a release as {reference}/{words[0]}"
    if "--for" in options and len(words) == 1:
        return f"{message}; write --for {words[0]}"
    return f"{message}; {context.command_path} --help lists the arguments"


def explain_option(name: str, context: click.Context | None, words: Sequence[str] = ()) -> str:
    """The error message for an option that the command does not have; `words` are the words of the command line.

    click reads `-from` as several options of one letter.
    """
    options = (
        [option for row in context.command.params for option in (*row.opts, *row.secondary_opts)] if context else []
    )
    dashed = [option for option in options if option.startswith("-")]
    for word in words:
        long = f"-{word.partition('=')[0]}"
        if long in dashed and word.startswith(name):
            return f'"{word}" begins with one dash; write {long}'
    if context and (elsewhere := _explain_place(name, context, words)):
        return f"no option {name}; {elsewhere}"
    meant = next((option for option in _OPTIONS.get(name, ()) if option.split()[0] in dashed), "")
    if not meant and (near := closest(name.lstrip("-"), [option.lstrip("-") for option in dashed])):
        meant = next(option for option in dashed if option.lstrip("-") == near)
    command = context.command_path if context else "gonogo"
    return f"no option {name}; {f'write {meant}' if meant else f'{command} --help lists the options'}"


def _explain_place(name: str, context: click.Context, words: Sequence[str]) -> str:
    """The hint for an option of the whole command line, or a number that looks like an option; "" for another name."""
    if name == "-C" and context.parent:
        return f"write it before the command: {context.parent.command_path} -C DIR {context.info_name}"
    number = next((word for word in words if word.startswith(name) and word[1:2].isdecimal()), "")
    if number and any(row.name == "value" for row in context.command.params):
        return f"write a negative value after --: {context.command_path} -- REF {number}"
    if number and any("-n" in row.opts for row in context.command.params):
        return f"write -n {number[1:]}"
    return ""
