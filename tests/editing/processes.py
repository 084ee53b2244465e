"""Starts many gonogo commands quickly: a Python process imports gonogo once, and forks for each command."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

from cli.running import Ran

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

START = """
import os, resource, signal, sys
import gonogo.cli.mark, gonogo.pipelines.verification, gonogo.source.git.committed_files
from gonogo.cli import main
from gonogo.source.files import replaced_files

def command(*words, prepare=lambda: None):
    '''Runs a command in a child, after `prepare` there; its process id, and the ends of its output and messages.'''
    out, err = (os.memfd_create("printed") for _ in range(2))
    pid = os.fork()
    if pid:
        return pid, out, err
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.argv = ["gonogo", *words, "--as-of", "2026-03-01T08:00Z"]
    try:
        prepare()
        main()
    except SystemExit as ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code or 0)

def wait(pid, out, err):
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    printed = [os.pread(stream, 1 << 20, 0).decode() for stream in (out, err)]
    print(repr((code, *printed)), flush=True)
    return code
"""


def run_script(text: str, *, at: Path, environment: dict[str, str] | None = None) -> list[Ran]:
    """The results of the commands in a script, which uses `command` and `wait` and prints nothing else."""
    ran = subprocess.run(
        [sys.executable, "-c", START + dedent(text)],
        cwd=at,
        env={"PATH": os.environ["PATH"], "GONOGO_CACHE": "", "GIT_CONFIG_GLOBAL": os.devnull, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert not ran.returncode, ran.stderr
    return [Ran(*eval(line)) for line in ran.stdout.splitlines()]  # noqa: S307 - printed by the script above


def run_simultaneously(commands: Sequence[Sequence[str]], *, at: Path) -> list[Ran]:
    """The results of commands that start at the same time: each waits until all are ready."""
    return run_script(
        f"""
        gate = os.pipe()
        def pass_gate():
            os.close(gate[1])
            os.read(gate[0], 1)
        started = [command(*words, prepare=pass_gate) for words in {[list(words) for words in commands]!r}]
        os.close(gate[1])
        for child in started:
            wait(*child)
        """,
        at=at,
    )
