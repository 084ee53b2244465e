"""Golden cases: a Markdown file for each family of cases, a heading for each case, a block for each text of a case.

::

    ## link-without-host

    ### checklists/shop/v1.yml

    ```yaml
    release: v1
    ```

    ### expected

    ```text
    checklists/shop/v1.yml:1:1: error[...]
    ```

After a deliberate change, `GONOGO_REWRITE_CASES=1 pytest tests/reading tests/events` writes the expected texts; read
the difference before committing it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from building import write

CASES = Path(__file__).parents[1] / "cases"
_PART = re.compile(r"^## (?P<case>\S+)$|^### (?P<part>\S+)\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Case(NamedTuple):
    """A case: its texts by name, and its Markdown file."""

    file: Path
    name: str
    texts: dict[str, str]

    def lay_out(self, root: Path) -> list[Path]:
        """Writes the texts whose names are paths below `root`, and returns these files."""
        files = {root / name: text for name, text in self.texts.items() if "/" in name}
        for file, text in files.items():
            write(file, text)
        return list(files)

    def expect(self, found: str) -> str:
        """The expected text of the case. While cases are being rewritten, this is the actual text."""
        if os.environ.get("GONOGO_REWRITE_CASES"):
            self.texts["expected"] = found
            _rewrite(self)
        return self.texts["expected"]


def read_cases(place: Path) -> dict[str, Case]:
    """The cases of a family, or of all families in a folder, sorted by name. Names are unique."""
    files = sorted(place.glob("*.md")) if place.is_dir() else [place]
    cases = [case for file in files for case in _read_family(file)]
    by_name = {case.name: case for case in cases}
    assert len(by_name) == len(cases), place
    return dict(sorted(by_name.items()))


def _read_family(file: Path) -> list[Case]:
    cases: list[Case] = []
    content = file.read_text(encoding="utf-8")
    assert not re.search("^(##|```)", _PART.sub("", content), re.MULTILINE), f"a heading or a block is lost in {file}"
    for found in _PART.finditer(content):
        if found["case"]:
            cases.append(Case(file, found["case"], {}))
        else:
            cases[-1].texts[found["part"]] = found["text"]
    return cases


def _rewrite(changed: Case) -> None:
    """Writes the expected text of a case to its file; the rest of the file stays the same."""
    text = changed.file.read_text(encoding="utf-8")
    pattern = re.compile(
        rf"(^## {re.escape(changed.name)}\n(?:(?!^## ).)*?^### expected\n\n```text\n)(.*?)(^```$)",
        re.MULTILINE | re.DOTALL,
    )
    text, count = pattern.subn(lambda found: f"{found[1]}{changed.texts['expected']}{found[3]}", text)
    assert count == 1, changed.name
    write(changed.file, text)
