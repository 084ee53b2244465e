"""Makes the pictures of README and handbook, by `python tests/browser/pictures.py`, from the checklists here.

Needs chromium or google-chrome, and the packages of `.[dev]`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from built_site import ROOT, build, copy_project

PICTURES = ROOT / "docs" / "pictures"
SHOTS = (
    ("release.png", "health-scheduler/v1.0.0/index.html", {"width": 1280, "height": 860}, "light"),
    ("release-phone.png", "health-scheduler/v1.0.0/index.html", {"width": 390, "height": 844}, "dark"),
)


def main() -> None:
    """Builds the site as of a fixed time, and photographs the first screen of its pages."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        sys.exit("no chromium or google-chrome on this machine")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        project = copy_project(Path(folder, "project"))
        result = build(project, site)
        if result.returncode:
            sys.exit(result.stderr)
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name, path, size, scheme in SHOTS:
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto((site / path).as_uri())
            page.screenshot(path=PICTURES / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
