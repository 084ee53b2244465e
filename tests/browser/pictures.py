"""Creates the pictures in README and handbook: `python tests/browser/pictures.py`.

Needs chromium or google-chrome, a font with emoji, and the packages of `.[dev]`. The pictures show the demo, and the
checklists at HEAD.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from built_site import AS_OF, ROOT, build
from gonogo.cli.demo import LAST_DAY
from gonogo.demo.script import read_chapters
from gonogo.demo.story import make_commits
from gonogo.source.git.new_repository import write_repository

PICTURES = ROOT / "docs" / "pictures"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
TIMES = {"own": AS_OF, "demo": LAST_DAY}
# file name, project, page, anchor, size of the screen, color scheme
SHOTS = (
    ("release.png", "own", "health-scheduler/v1.0.0/index.html", "", DESK, "light"),
    ("release-phone.png", "own", "health-scheduler/v1.0.0/index.html", "", PHONE, "dark"),
    ("sign-offs.png", "demo", "patient-portal/3.0.0/sign-offs/index.html", "", DESK, "light"),
    ("run-sheet.png", "demo", "patient-portal/3.0.0/run-sheet/index.html", "", DESK, "light"),
    ("rollback.png", "demo", "patient-portal/3.0.0/rollback/index.html", "", DESK, "light"),
    ("burn-up.png", "demo", "patient-portal/3.0.0/index.html", "#burn-up_", DESK, "light"),
    ("audit-trail.png", "demo", "patient-portal/3.0.0/audit/index.html", "", DESK, "light"),
)


def main() -> None:
    """Builds the sites as of fixed times, and saves screenshots of some pages."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        sys.exit("no chromium or google-chrome on this machine")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sites = {name: Path(folder, f"{name}-site") for name in ("own", "demo")}
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(Path(folder, "own"))], check=True)
        results = [build(Path(folder, "own"), sites["own"], as_of=TIMES["own"])]
        write_repository(Path(folder, "demo"), make_commits(read_chapters()))
        results.append(build(Path(folder, "demo"), sites["demo"], as_of=TIMES["demo"]))
        if failed := [result.stderr for result in results if result.returncode]:
            sys.exit("\n".join(failed))
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name, project, path, anchor, size, scheme in SHOTS:
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.clock.install(time=TIMES[project])
            page.goto((sites[project] / path).as_uri() + anchor)
            page.clock.run_for(1000)
            page.screenshot(path=PICTURES / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
