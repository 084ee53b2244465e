"""The options that several commands have."""

from __future__ import annotations

import functools
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

import click
from click.core import ParameterSource

from gonogo.cli import SHELL_FOLDER
from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen
from gonogo.model.schedule import parse_as_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.shell_completion import CompletionItem

F = TypeVar("F", bound="Callable[..., Any]")


class TrustOptions(Frozen):
    """The options that determine how decisions are verified.

    `root` is the id of the landing that the user trusts as the trust root; None if gonogo has to find the trust root.
    With `ignores_history`, nothing is verified. With `uses_cache`, results can be read from the user's cache.
    """

    root: str | None = None
    ignores_history: bool = False
    uses_cache: bool = True

    @contextmanager
    def in_environment(self) -> Iterator[None]:
        """Sets the environment variables for the MkDocs plugin, and restores them when the context ends."""
        values = {"GONOGO_TRUST_ROOT": self.root or "", "GONOGO_NO_HISTORY": "1" if self.ignores_history else ""}
        before = {name: os.environ.get(name) for name in values}
        os.environ.update(values)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


class NamedPath(click.Path):
    """A path that is not empty. An unset shell variable gives an empty path, which would mean the current folder."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if not str(value):
            self.fail("the path is empty", param, ctx)
        return super().convert(value, param, ctx)


class _Time(click.ParamType[datetime]):
    """A date, which means midnight UTC, or a time with an offset from UTC."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return parse_as_of(str(value))
        except ValueError:
            self.fail(f'"{value}" is neither a date like 2026-03-01 nor a time like 2026-03-01T09:00+01:00', param, ctx)


TIME = _Time()


Completion: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]"


def completes(sort: Literal["systems", "releases", "references", "people", "owners", "states"]) -> Completion:
    """The shell completion of an argument or option: the names of this sort."""

    def complete(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        from gonogo.cli.completion import complete_names  # noqa: PLC0415 - only when a shell asks

        return complete_names(sort, context, typed)

    return complete


def complete_file(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """The completion with which a shell offers files."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only when a shell asks

    return [CompletionItem(typed, type="file")]


def as_of_option(command: F) -> F:
    """The option `--as-of TIME`; the default is the current time."""
    return click.option(
        "--as-of",
        type=TIME,
        default=lambda: datetime.now(UTC).replace(microsecond=0),
        show_default="now",
        metavar="TIME",
        help="Judge as of this date or time.",
    )(command)


def is_as_of_given() -> bool:
    """Whether the user gave `--as-of` to the current command."""
    return click.get_current_context().get_parameter_source("as_of") is not ParameterSource.DEFAULT


def shell_folder() -> Path:
    """The current folder of the user's shell. It differs from the current folder of this process if `-C` is given."""
    context = click.get_current_context(silent=True)
    folder = context.meta.get(SHELL_FOLDER) if context else None
    return folder if isinstance(folder, Path) else Path.cwd()


def config_option(command: F) -> F:
    """The option `--config-file FILE`, which names the mkdocs.yml of the site."""
    return click.option(
        "--config-file",
        "-f",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The site's mkdocs.yml. Default: the nearest one upwards, or the only one below that uses the plugin.",
    )(command)


def at_option(help_text: str) -> Callable[[F], F]:
    """The option `--at REV`."""
    return click.option("--at", "revision", metavar="REV", help=help_text)


def _require_root(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The id of the trust root; None if the user does not name a trust root.

    Raises GonogoError for an empty id on the command line. It can come from an unset variable, and the command would
    then trust another root than the user intends. click ignores an empty environment variable, which the workflow of a
    deployment gate sets without a trust root.
    """
    del context, option
    if value == "":
        raise GonogoError("--trust-root is empty", "name the commit, or leave --trust-root out")
    return value


def trust_options(command: F) -> F:
    """The options `--trust-root OID` and `--no-history`. The command gets them as one argument, `trust`."""

    @click.option(
        "--trust-root",
        metavar="OID",
        envvar="GONOGO_TRUST_ROOT",
        callback=_require_root,
        help="Trust the registry of this commit on main. Default: the first commit that names a maintainer.",
    )
    @click.option(
        "--no-history",
        is_flag=True,
        envvar="GONOGO_NO_HISTORY",
        help="Do not verify anything against git history. No sign-off counts then.",
    )
    @functools.wraps(command)
    def with_trust(*args: object, trust_root: str | None, no_history: bool, **values: object) -> object:
        trust = TrustOptions(root=trust_root, ignores_history=no_history)
        return command(*args, trust=trust, **values)

    return with_trust  # type: ignore[return-value] # a wrapper has other arguments than its command


def format_option(*formats: str) -> Callable[[F], F]:
    """The option `--format`, whose default is the first of `formats`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="The output format.",
    )
