"""The options that several commands take."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from gonogo.model.schedule import parse_as_of

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


class _Time(click.ParamType[datetime]):
    """A date (midnight UTC) or a time with its offset."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return parse_as_of(str(value))
        except ValueError:
            self.fail(f'"{value}" is no date like 2026-03-01 and no time like 2026-03-01T09:00+01:00', param, ctx)


TIME = _Time()


def as_of_option(command: F) -> F:
    """`--as-of TIME`, default now."""
    return click.option(
        "--as-of",
        type=TIME,
        default=lambda: datetime.now(UTC).replace(microsecond=0),
        show_default="now",
        metavar="TIME",
        help="Judge as of this date or time.",
    )(command)


def is_as_of_given() -> bool:
    """Whether the user gave `--as-of` to the command that runs."""
    return click.get_current_context().get_parameter_source("as_of") is not ParameterSource.DEFAULT


def at_option(help_text: str) -> Callable[[F], F]:
    """`--at REV`."""
    return click.option("--at", "revision", metavar="REV", help=help_text)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`; the first format is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print the result.",
    )
