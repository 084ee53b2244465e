"""The command line. Each command has a module, which is imported only when the command runs."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import chdir
from importlib import import_module
from pathlib import Path

import click

from gonogo import __version__
from gonogo.core.diagnostics import GonogoError
from gonogo.core.secrets import hide_secrets

SHELL_FOLDER = "gonogo.shell_folder"
"""The key in `ctx.meta` under which `-C` stores the current folder of the user's shell."""
_TOO_MANY = "Got unexpected extra argument"  # click's message, which has no class of its own
COMMANDS = (
    "build",
    "check",
    "close",
    "codeowners",
    "demo",
    "diff",
    "done",
    "init",
    "log",
    "mark",
    "new",
    "next",
    "observe",
    "reference",
    "render",
    "schema",
    "serve",
    "show",
    "status",
)


class _Commands(click.Group):
    """The group of commands; the command `gonogo NAME` is in the module `gonogo.cli.NAME`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"gonogo.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands. Each line has as many clauses of the command's first sentence as fit."""
        room = formatter.width - max(map(len, COMMANDS)) - 6
        rows = [(name, command) for name in COMMANDS if (command := self.get_command(ctx, name))]
        with formatter.section("Commands"):
            formatter.write_dl([(name, _shorten(command.get_short_help_str(300), room)) for name, command in rows])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from gonogo.cli.wrong_use import explain_command, find_other_dash  # noqa: PLC0415 - only for a wrong use

            ctx.fail(find_other_dash(args[:1], ctx.command) or explain_command(args[0], COMMANDS))
        name, command, words = super().resolve_command(ctx, args)
        if command is not None and not all(map(str.isascii, words)):
            from gonogo.cli.wrong_use import find_other_dash  # noqa: PLC0415 - most words are ASCII

            if said := find_other_dash(words, command):
                ctx.fail(said)
        return name, command, words


def _shorten(sentence: str, room: int) -> str:
    """The sentence, cut after the last clause that fits into `room` characters."""
    if len(sentence) <= room:
        return sentence
    end = max(sentence.rfind(mark, 0, room) for mark in (": ", "; "))
    end = end if end > 0 else sentence.rfind(", ", 0, room)
    return f"{sentence[:end]}." if end > 0 else sentence


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="Run as if started in DIR.",
)
@click.version_option(__version__, prog_name="gonogo", message="%(prog)s %(version)s")
@click.pass_context
def gonogo(ctx: click.Context, directory: Path) -> None:
    """Reports from readiness checklists in git whether a release can be deployed, and if not, why not.

    Example: gonogo status
    """
    try:
        Path.cwd()
    except FileNotFoundError as error:
        raise GonogoError("the current folder no longer exists", "cd to another folder") from error
    ctx.obj = Path()
    if directory != ctx.obj:
        ctx.meta[SHELL_FOLDER] = Path.cwd()
        # After this, every relative path in an option or argument starts at DIR, as with git and make.
        ctx.with_resource(chdir(directory))
        ctx.obj = Path.cwd()


def main() -> None:
    """Runs the command line, and exits.

    Exit code 0: no problem; 1: findings or NO-GO; 2: wrong use or environment; 3: a bug; 130: the user interrupted the
    command.
    """
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the encoding lacks becomes an escape, and does not raise an error.
            stream.reconfigure(errors="backslashreplace")
    try:
        # Without standalone mode, click returns the code of a `click.exceptions.Exit`, and does not raise it.
        sys.exit(gonogo.main(standalone_mode=False, prog_name="gonogo"))
    except click.ClickException as error:
        shown = io.StringIO()
        _in_our_words(error).show(shown)
        _complain(shown.getvalue().replace("\t", "  "))  # click indents choices with tabs
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except GonogoError as error:
        _complain(f"gonogo: {error.message}\n" + (f"help: {error.hint}\n" if error.hint else ""))
        sys.exit(2)
    except OSError as error:
        _complain(f"gonogo: {error.strerror or error}: {error.filename or ''}".rstrip(": ") + "\n")
        sys.exit(2)
    except Exception:  # noqa: BLE001 - a bug prints its traceback, and has an exit code of its own
        import traceback  # noqa: PLC0415

        _complain(f"{traceback.format_exc()}gonogo: this is a bug; please report it with the lines above\n")
        sys.exit(3)
    finally:
        # Without this line, Python would search all nodes before it exits: a tenth of the time of `gonogo check`.
        gc.freeze()


def _open_closed_streams() -> None:
    """Connects standard streams that the caller has closed (`gonogo log >&-`) to the null device.

    Otherwise the next opened file would get the number of a standard stream, and git's messages would go into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # in the order of their numbers
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - until the process ends


def _in_our_words(error: click.ClickException) -> click.ClickException:
    """The error; for an unknown option or an argument too many, with a specific hint."""
    from gonogo.cli.wrong_use import explain_extra, explain_option  # noqa: PLC0415 - only for a wrong use

    if isinstance(error, click.NoSuchOption):
        return click.UsageError(explain_option(error.option_name, error.ctx, sys.argv[1:]), error.ctx)
    if isinstance(error, click.UsageError) and error.ctx and error.message.startswith(_TOO_MANY):
        return click.UsageError(explain_extra(error.ctx, error.message.partition("(")[2][:-1].split(" ")), error.ctx)
    return error


def _complain(text: str) -> None:
    """Prints an error, with control characters spelled out, and secrets that the user typed hidden."""
    from gonogo.core.safe_text import terminal_safe  # noqa: PLC0415 - only a failure needs this import, which takes 1 ms

    click.echo(terminal_safe(hide_secrets(text)), nl=False, err=True)
