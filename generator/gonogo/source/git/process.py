"""Runs git as a process, with only the variables in `environment`."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from gonogo.core.diagnostics import GonogoError, shorten
from gonogo.core.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PIPE = 1 << 18
_MAX_MESSAGE = 4096
# Ignores the warning about HEAD: it is the commit that is checked out, even if a branch is also named HEAD.
_AMBIGUOUS = re.compile(rb"^warning: refname '(?!HEAD')(.*)' is ambiguous\.$", re.MULTILINE)
_LINES_AT_ONCE = 128
QUESTIONS_AT_ONCE = 128
"""The number of ids that can be written to git before its output is read: they fit into the smallest pipe, 16 KiB."""
_CONFIGURATION = (
    "core.commitGraph=false",
    "core.multiPackIndex=false",
    "advice.graftFileDeprecated=false",  # no message about GIT_GRAFT_FILE, which names an empty file
    "log.showRoot=true",
    "log.showSignature=false",
    "i18n.logOutputEncoding=UTF-8",
)


_OF_WINDOWS = ("SYSTEMROOT", "COMSPEC", "PATHEXT")
"""Variables without which Windows cannot start a program. Other systems do not have them."""


@contextmanager
def run_git(
    folder: Path, arguments: Iterable[str | bytes], lines: Iterable[str] | None = None, *, top: Path | None = None
) -> Iterator[IO[bytes]]:
    """The output of git in the repository `folder`. Another thread writes `lines` to the input of git.

    `top` is a folder in which git runs, and which it uses as the working tree of the repository. The caller must read
    the output to its end. Raises GonogoError with the message of git if git fails, or if the caller raises EOFError
    because the output ends too early.
    """
    command = command_line(*arguments)
    with tempfile.TemporaryFile() as messages:
        source = subprocess.DEVNULL if lines is None else subprocess.PIPE
        with _popen(command, folder, source, messages, top) as process, _feed(process.stdin, lines or ()):
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            is_cut = False
            try:
                yield process.stdout
            except EOFError:
                is_cut = True
            except BaseException:
                process.kill()
                raise
            if process.wait() or is_cut:
                raise _failure(_read(messages))


@contextmanager
def converse(folder: Path, arguments: Iterable[str | bytes]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The input and the output of git in the repository `folder`, for queries that depend on earlier answers.

    The caller must read all answers after at most `QUESTIONS_AT_ONCE` queries. Raises GonogoError as `run_git` does.
    """
    with (
        tempfile.TemporaryFile() as messages,
        _popen(command_line(*arguments), folder, subprocess.PIPE, messages) as process,
    ):
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - they are pipes
        is_cut = False
        try:
            yield process.stdin, process.stdout
            process.stdin.close()
        except (EOFError, BrokenPipeError):
            is_cut = True
            with suppress(BrokenPipeError):
                process.stdin.close()
        except BaseException:
            process.kill()
            raise
        if process.wait() or is_cut:
            raise _failure(_read(messages))


def _read(messages: IO[bytes]) -> bytes:
    messages.seek(0)
    return messages.read(_MAX_MESSAGE)


def _failure(messages: bytes) -> GonogoError:
    """The error that contains the message of git."""
    message = messages[:_MAX_MESSAGE].decode("utf-8", "backslashreplace").strip()
    why = printable(message) or "it stopped in the middle"
    hint = "git fsck lists the missing objects; git fetch --unshallow, or a new clone, gets them"
    return GonogoError(f"git could not read the history: {why}", hint)


def command_line(*arguments: str | bytes) -> list[str | bytes]:
    """The git command, with settings that make its output the same on every machine."""
    return ["git", "--no-pager", *(part for setting in _CONFIGURATION for part in ("-c", setting)), *arguments]


def environment(folder: Path) -> dict[str, str]:
    """The complete environment of git: the search path for programs, and the repository to read.

    The path of the repository is absolute, because git runs in another folder than this process.
    """
    system = {name: os.environ[name] for name in _OF_WINDOWS if name in os.environ}
    return {
        **system,
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C",
        "GIT_DIR": str(folder.absolute()),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
    }


def printable(text: str) -> str:
    """The string on one line of at most 200 characters, for a message.

    Invisible characters are replaced with escapes.
    """
    return visible(shorten(text, 200))


def _popen(
    command: list[str | bytes], folder: Path, source: int, messages: IO[bytes], top: Path | None = None
) -> subprocess.Popen[bytes]:
    work_tree = {"GIT_WORK_TREE": str(top.absolute())} if top else {}
    try:
        return subprocess.Popen(  # noqa: S603 - a fixed list, see `command_line`
            command,
            bufsize=_PIPE,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=messages,
            cwd=top or folder,
            env=environment(folder) | work_tree,
        )
    except FileNotFoundError as error:
        raise missing_git() from error


def missing_git() -> GonogoError:
    """The error if git is not installed."""
    return GonogoError("git is not installed, or not in PATH", "install git, which gonogo needs to read the history")


def ask_git(folder: Path, *arguments: str) -> str | None:
    """The line that git prints in the repository `folder`; None if git fails.

    Raises GonogoError if git is not installed, or if a name is ambiguous: git would use a tag instead of a branch.
    """
    ran = run_to_end(folder, *arguments)
    if match := _AMBIGUOUS.search(ran.stderr):
        name = printable(match[1].decode("utf-8", "backslashreplace"))
        full = [f"{place}/{name}" for place in ("refs/heads", "refs/remotes", "refs/tags")]
        there = [ref for ref in full if not run_to_end(folder, "show-ref", "--verify", "--quiet", ref).returncode]
        hint = f"write {' or '.join(there or full)}, or the full id of the commit"
        raise GonogoError(f'"{name}" is ambiguous', hint)
    return None if ran.returncode else ran.stdout.decode("ascii", "replace").removesuffix("\n")


def is_true(folder: Path, *arguments: str) -> bool:
    """The answer of git to a question, from its exit code: 0 is yes, 1 is no.

    Raises GonogoError for any other exit code.
    """
    ran = run_to_end(folder, *arguments)
    if ran.returncode not in (0, 1):
        raise _failure(ran.stderr)
    return not ran.returncode


def run_to_end(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The exit code of git in the repository `folder`, and its complete output and messages."""
    try:
        return subprocess.run(  # noqa: S603 - a fixed list, see `command_line`
            command_line(*arguments),
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise missing_git() from error


@contextmanager
def _feed(stream: IO[bytes] | None, lines: Iterable[str]) -> Iterator[None]:
    """Writes the lines to the stream in a thread.

    If producing them raises an exception, it is raised again at the end.
    """
    if stream is None:
        yield
        return
    raised: list[BaseException] = []
    thread = threading.Thread(target=_write, args=(stream, lines, raised), daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()
    if raised:
        raise raised[0]


def _write(stream: IO[bytes], lines: Iterable[str], raised: list[BaseException]) -> None:
    try:
        with stream:
            for number, line in enumerate(lines):
                stream.write(line.encode("utf-8", "surrogateescape") + b"\n")
                if not number % _LINES_AT_ONCE:
                    stream.flush()  # so that git can already process these lines
    except BrokenPipeError:  # git has ended; its exit code shows why
        pass
    except BaseException as error:  # noqa: BLE001 - `_feed` raises it again in the thread of the caller
        raised.append(error)
