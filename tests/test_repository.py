"""The reference pages and the README of this repository are up to date."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_reference_pages_are_up_to_date(tmp_path: Path) -> None:
    """The reference pages in the repository are the pages that `gonogo reference` writes."""
    subprocess.run([sys.executable, "-m", "gonogo", "reference", str(tmp_path)], check=True, capture_output=True)
    checked_in, written = (
        {page.name: page.read_text(encoding="utf-8") for page in folder.iterdir()}
        for folder in (ROOT / "docs" / "reference", tmp_path)
    )
    assert checked_in == written


def test_readme_is_short_and_has_the_test_command_of_ci() -> None:
    """The README has at most 80 lines, and the last command of its second code block is a line of `.ci/run`."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert blocks[1].splitlines()[-1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
