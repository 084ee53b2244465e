"""What this repository promises about itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_reference_pages_are_what_the_program_writes(tmp_path: Path) -> None:
    """The checked-in reference is that of the tables and docstrings as they are now."""
    subprocess.run([sys.executable, "-m", "gonogo", "reference", str(tmp_path)], check=True, capture_output=True)
    checked_in, written = (
        {page.name: page.read_text(encoding="utf-8") for page in folder.iterdir()}
        for folder in (ROOT / "docs" / "reference", tmp_path)
    )
    assert checked_in == written


def test_readme_is_short_and_its_test_command_is_the_one_that_ci_runs() -> None:
    """At most 80 lines; the second block's last command stands in .ci/run as it is."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert blocks[1].splitlines()[-1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
