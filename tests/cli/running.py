"""Runs the command line: in this process, which is fast, or in its own process."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from gonogo.cli import main
from repository import needed_by_system

AS_OF = ("--as-of", "2026-03-01T08:00Z")


class Ran(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document, which is the whole output."""
        assert self.err == ""
        document: dict[str, Any] = json.loads(self.out)
        return document


class _Stream(io.TextIOWrapper):
    """Text and bytes in the order of printing, as a terminal or as a pipe."""

    def __init__(self, encoding: str, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, encoding=encoding, newline="")

    def isatty(self) -> bool:
        return self._is_terminal

    @property
    def printed(self) -> str:
        self.flush()
        return self._bytes.getvalue().decode("utf-8")


def run(*arguments: object, at: Path | None = None, on_terminal: bool = False, encoding: str = "utf-8") -> Ran:
    """Runs a command in this process, with the function of the installed program."""
    out, err = (_Stream(encoding, is_terminal=on_terminal) for _ in range(2))
    words = ["gonogo", *(["-C", str(at)] if at else []), *map(str, arguments)]
    code: object = 0
    with patch.object(sys, "argv", words), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    return Ran(int(str(code or 0)), out.printed, err.printed)


def run_process(*arguments: object, at: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Runs a command in its own process, in a folder, with only PATH from the environment."""
    ran = subprocess.run(
        [sys.executable, "-m", "gonogo", *map(str, arguments)],
        cwd=at,
        env={**needed_by_system(), "PYTHONIOENCODING": "utf-8", **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)
