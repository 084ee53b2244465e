"""Runs MkDocs for the commands `build` and `serve`, and converts the errors of MkDocs to GonogoError."""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, InclusionLevel, file_sort_key, get_files
from mkdocs.utils import nest_paths

from gonogo.builders.foreign_errors import find_culprit, names_culprit
from gonogo.builders.mkdocs_plugin import GonogoPlugin
from gonogo.builders.plugin_options import read_as_of
from gonogo.core.diagnostics import GonogoError
from gonogo.core.safe_text import terminal_safe
from gonogo.source.files.mkdocs_place import find_site, lists_plugin
from gonogo.source.files.worktree import find_root
from gonogo.source.yaml.mkdocs_configuration import read_configuration, require_environment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from gonogo.model.judgement import Judgement
    from gonogo.model.references import Ref

_CANNOT_LISTEN = {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}


class Built(NamedTuple):
    """The result of a build.

    `folder` is the folder of the site, `opens_from_disk` says that its links work without a server. `head` and `as_of`
    are the commit and the time of the judgements; `history` is a clause that says how the sign-offs were verified.
    """

    folder: str
    opens_from_disk: bool
    judgements: Mapping[Ref, Judgement]
    head: str | None
    as_of: datetime
    history: str


def build(  # noqa: PLR0913 - the command has an option for each
    directory: Path,
    as_of: datetime,
    site_dir: str | None,
    revision: str | None = None,
    *,
    named: Path | None = None,
    is_as_of_given: bool = True,
    is_strict: bool = True,
) -> Built:
    """Builds the site from the working tree, or from the files of `revision`. A strict build fails on warnings.

    `named` is the mkdocs.yml given with `--config-file`. Without `is_as_of_given`, the `as_of` in mkdocs.yml takes
    precedence over `as_of`. Raises GonogoError if the build fails.
    """
    _log_warnings()
    with _as_gonogo_errors(), _cleans_up_when_ended():
        # A relative folder starts at the current folder, as for every command. MkDocs would start at the folder of
        # mkdocs.yml.
        options = {"site_dir": str(Path(site_dir).absolute())} if site_dir else {}
        config = load_config(str(_config_file(directory, named)), strict=is_strict, **options)
        plugin = _plugin_of(config)
        option = None if is_as_of_given else read_as_of(plugin.config.as_of)
        as_of = option or as_of
        _stamp(as_of)
        plugin.as_of, plugin.is_time_given, plugin.revision = as_of, is_as_of_given or option is not None, revision
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
    site = plugin.site
    return Built(config.site_dir, not config.use_directory_urls, site.judgements, site.head, as_of, site.history)


def _stamp(as_of: datetime) -> None:
    """Sets the time that MkDocs writes into compressed files.

    Raises GonogoError for a time that the gzip format cannot store.
    """
    if not 1970 <= as_of.year < 2106:
        raise GonogoError(f"the time of a site must be from 1970 to 2105, not {as_of.year}", "see --as-of")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(as_of.timestamp()))


def serve(directory: Path, address: str | None, named: Path | None = None) -> None:
    """Serves the site until the user interrupts it; `named` is the mkdocs.yml given with `--config-file`.

    Raises GonogoError if the build fails, or the address cannot be used.
    """
    _log_warnings(logging.INFO)
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    with _as_gonogo_errors():
        file = _config_file(directory, named)
        if not lists_plugin(file):
            raise _lacks_plugin(file)
        try:
            with names_culprit():
                mkdocs_serve.serve(str(file), livereload=True, **options)
        except OverflowError as error:
            raise GonogoError("a port must be a number from 1 to 65535", "see `dev_addr` in mkdocs.yml") from error
        except OSError as error:
            if error.filename is not None or error.errno not in _CANNOT_LISTEN:
                raise
            where = address or "`dev_addr` in mkdocs.yml, or else 127.0.0.1:8000"
            hint = "name a free address: gonogo serve --address 127.0.0.1:8001"
            raise GonogoError(f"cannot listen at {where}: {error.strerror}", hint) from error


def nest_docs(docs: Path, configuration: Mapping[str, object], others: Collection[str]) -> list[Any]:
    """The navigation that MkDocs makes for a site without `nav`. The pages are those in `docs`, and `others`."""
    patterns = {key: configuration[key] for key in ("exclude_docs", "draft_docs", "not_in_nav") if key in configuration}
    config = MkDocsConfig()
    # MkDocs refuses a `site_dir` inside the docs folder, so it gets the name of another folder, which nobody creates.
    unused = docs.parent / ".gonogo-unused"
    config.load_dict({"site_name": "-", "docs_dir": str(docs), "site_dir": str(unused), **patterns})
    with _as_gonogo_errors():
        for key, error in config.validate()[0]:
            raise GonogoError(f"{key}: {error}", "see mkdocs.yml")
        files = get_files(config)
        for path in others:
            files.append(File(path, None, "", use_directory_urls=True, inclusion=InclusionLevel.INCLUDED))
        pages = sorted(files.documentation_pages(), key=file_sort_key)
        return list(nest_paths(page.src_uri for page in pages if page.inclusion.is_in_nav()))


def _config_file(directory: Path, named: Path | None) -> Path:
    """The path of the site's mkdocs.yml. Raises GonogoError if there is none, or if MkDocs cannot read it."""
    file = find_site(directory, named)
    if file is None:
        raise GonogoError(
            f"there is no mkdocs.yml in {find_root(directory)}",
            "write one: `site_name: Readiness`, `theme: {name: material}`, `plugins: [gonogo, search, offline]`; "
            "or name it: --config-file FILE",
        )
    # MkDocs does not catch Python's errors about a value, such as the month 13; they would look like a bug of gonogo.
    require_environment(read_configuration(file, os.environ), os.environ)
    return file


def _plugin_of(config: MkDocsConfig) -> GonogoPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, GonogoPlugin):
            return plugin
    raise _lacks_plugin(Path(config.config_file_path or "mkdocs.yml"))


def _lacks_plugin(file: Path) -> GonogoError:
    hint = "add `- gonogo` below `plugins:`, or name another file: --config-file FILE"
    return GonogoError(f"{file.name} does not use the plugin", hint)


class _Formatter(logging.Formatter):
    """Escapes control characters in messages, because messages contain file names and links that users wrote."""

    def format(self, record: logging.LogRecord) -> str:
        return terminal_safe(super().format(record))


def _log_warnings(level: int = logging.WARNING) -> None:
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter("%(levelname)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False


@contextmanager
def _as_gonogo_errors() -> Iterator[None]:
    try:
        with names_culprit():
            yield
    except Abort as error:
        if "strict" in str(error):
            hint = "fix the warnings above, or build with `gonogo build --no-strict`"
            raise GonogoError("the build has warnings", hint) from error
        culprit = find_culprit(error.__context__) if error.__context__ else None
        raise GonogoError(
            f"{culprit.name} stopped the build" if culprit else "nothing was built", "see above"
        ) from error
    except MkDocsException as error:
        culprit = find_culprit(error)
        raise GonogoError(f"{culprit.name}: {error}" if culprit else str(error), "see mkdocs.yml") from error


@contextmanager
def _cleans_up_when_ended() -> Iterator[None]:
    """Makes the process exit normally, with its clean-up, after SIGTERM.

    A CI sends this signal when it cancels a job.
    """
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
