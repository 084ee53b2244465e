"""The culprit of an exception in a build: another plugin, a hook, a template or an extension."""

from __future__ import annotations

import logging
import sysconfig
import traceback
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from gonogo.core.diagnostics import GonogoError
from gonogo.core.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

_log = logging.getLogger("mkdocs.plugins.gonogo")
_MKDOCS, _OURS = "mkdocs", "gonogo"
_LIBRARIES = (_MKDOCS, "click", "jinja2", "markdown", "yaml")  # they call other people's code
_TEMPLATES = (".html", ".xml")  # in tracebacks, Jinja names the file of a template
_RUN_EVENT = "run_event"  # the function of MkDocs that calls plugins and hooks


class Culprit(Frozen):
    """The owner of the code that raised an exception.

    `name` describes the owner, as in `the plugin "macros"`; `place` is the file and the line, and `lines` are the
    traceback.
    """

    name: str
    place: str
    lines: tuple[str, ...]


def find_culprit(error: BaseException) -> Culprit | None:
    """The culprit of an exception from a build; None if the code belongs to gonogo or MkDocs."""
    whole = list(_frames(error.__traceback__))
    entry = next((number for number, trace in enumerate(whole) if _is_of(trace.tb_frame, _MKDOCS)), len(whole))
    frames = whole[entry:]
    event = max((number for number, trace in enumerate(frames) if _is_event(trace.tb_frame)), default=-1)
    if any(_is_of(trace.tb_frame, _OURS) for trace in frames[event + 1 :]):
        return None
    if event >= 0:
        return _make_culprit(_name_origin(frames[event].tb_frame), frames[event + 1 :], error)
    if place := _place_in_file(error):
        return Culprit("a hook or plugin" if isinstance(error, SyntaxError) else "a template", place, ())
    others = [number for number, trace in enumerate(frames) if not _is_machinery(trace.tb_frame)]
    if not others:
        return _suspect(whole, frames, error)
    templates = [trace for trace in frames if trace.tb_frame.f_code.co_filename.endswith(_TEMPLATES)]
    if templates:  # the last template contains the line that failed; the other templates include or extend it
        return _make_culprit("a template", templates[-1:], error)
    return _make_culprit("a hook, plugin or extension", frames[others[0] :], error)


def _suspect(whole: list[TracebackType], frames: list[TracebackType], error: BaseException) -> Culprit | None:
    """MkDocs as the culprit, if it failed in its own code and the site has plugins or hooks of other projects.

    One of these may have returned a wrong value. MkDocs uses the value later, when the traceback does not contain the
    plugin any more. Returns None if there is no such plugin or hook.
    """
    configs = (trace.tb_frame.f_locals.get("config") for trace in whole)
    config = next((config for config in configs if isinstance(config, MkDocsConfig)), None)
    names = [name for name, plugin in config.plugins.items() if not _is_known(plugin)] if config else []
    if not names or not frames:
        return None
    return _make_culprit(f"MkDocs, probably because of a value that {' or '.join(names)} returned,", frames, error)


def _is_known(plugin: object) -> bool:
    """Whether a plugin belongs to gonogo, MkDocs, Material or ProperDocs."""
    module = "" if isinstance(plugin, ModuleType) else type(plugin).__module__
    return module.partition(".")[0] in (_OURS, _MKDOCS, "material", "properdocs")


@contextmanager
def names_culprit() -> Iterator[None]:
    """Replaces an exception from other people's code by a GonogoError that names the culprit."""
    try:
        yield
    except (GonogoError, MkDocsException):
        raise
    except (Exception, SystemExit) as error:
        if (culprit := find_culprit(error)) is None:
            raise
        _log.error("%s", "".join(culprit.lines).rstrip())
        raised = "".join(traceback.format_exception_only(error)[-1:]).strip()
        message = (
            f"{culprit.name} raised {raised}, in {culprit.place}"
            if culprit.place
            else f"{culprit.name} raised {raised}"
        )
        raise GonogoError(
            message, "this code does not belong to gonogo: fix it, or remove it from mkdocs.yml"
        ) from error


def _make_culprit(name: str, frames: list[TracebackType], error: BaseException) -> Culprit:
    """The culprit named `name`. The first frame is in the culprit's code; the place is the last frame in that code."""
    if not frames:  # MkDocs could not call the function, because it has other parameters
        return Culprit(name, "", ())
    package = Path(frames[0].tb_frame.f_code.co_filename).parent
    own = [trace for trace in frames if Path(trace.tb_frame.f_code.co_filename).is_relative_to(package)]
    place = f"{_short(own[-1].tb_frame.f_code.co_filename)}:{own[-1].tb_lineno}"
    return Culprit(name, place, tuple(traceback.format_exception(type(error), error, frames[0])))


def _frames(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _is_event(frame: FrameType) -> bool:
    return frame.f_code.co_name == _RUN_EVENT and _is_of(frame, _MKDOCS)


def _name_origin(frame: FrameType) -> str:
    """The plugin or hook that an event called, as in `the plugin "macros"`.

    MkDocs registers a hook under the path of its file.
    """
    plugins, method = frame.f_locals["self"], frame.f_locals.get("method")
    origin = str(plugins._event_origins.get(method, ""))  # noqa: SLF001 - MkDocs has no public interface for this
    if not origin:
        return "a plugin"
    return f"the hook {origin}" if isinstance(plugins[origin], ModuleType) else f'the plugin "{origin}"'


def _place_in_file(error: BaseException) -> str:
    """The place of a syntax error that Python or Jinja found in a file; "" for any other exception."""
    if not isinstance(error, SyntaxError) and type(error).__name__ != "TemplateSyntaxError":
        return ""
    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    return f"{_short(file)}:{line}" if file and line else ""


def _is_of(frame: FrameType, package: str) -> bool:
    return Path(frame.f_code.co_filename).is_relative_to(_folder_of(package))


@cache
def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else Path(package)


def _is_machinery(frame: FrameType) -> bool:
    """Whether the code belongs to Python's standard library or to one of `_LIBRARIES`."""
    file = Path(frame.f_code.co_filename)
    standard = Path(sysconfig.get_path("stdlib"))
    if not file.is_absolute() or any(_is_of(frame, package) for package in _LIBRARIES):
        return True
    return file.is_relative_to(standard) and "site-packages" not in file.relative_to(standard).parts


def _short(file: str) -> str:
    """The path relative to the current folder if it is below this folder, else the path itself."""
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
