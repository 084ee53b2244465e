"""Measures the time and memory of an audit trail filter in a browser that opens the site from a file system.

It builds a site with about 600 events and a site with about 30 000. Run it with the Python that has gonogo installed:

    .venv/bin/python tests/benchmarks/audit_filter.py
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from built_site import build
from past import begin, toggle

if TYPE_CHECKING:
    from playwright.sync_api import Page

DATES = ["1780000000 +0000", "1777636800 +0000", "1770000000 +0000"]
COMMITS = (60, 3300)  # each commit changes nine entries
CLEARED = "() => document.querySelector('output').textContent === ''"


def main() -> None:
    """Prints a row for each site."""
    print("| events | build | audit.js | gzip | first page | first answer | next answer | text | heap before | after |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for commits in COMMITS:
        with tempfile.TemporaryDirectory() as folder:
            print(f"| {' | '.join(measure(Path(folder), commits))} |", flush=True)


def measure(folder: Path, commits: int) -> list[str]:
    """The cells of a row."""
    root, site = begin(folder / "project", *toggle(commits, each=9, dates=DATES)), folder / "site"
    start = time.perf_counter()
    build(root, site).check_returncode()
    took = time.perf_counter() - start
    events = len(json.loads((site / "audit.json").read_text(encoding="utf-8"))["events"])
    data, page = (site / "audit.js").read_bytes(), (site / "audit/index.html").read_bytes()
    sizes = [f"{len(content) / 1000:.0f} kB" for content in (data, gzip.compress(data), page)]
    return [str(events), f"{took:.1f} s", *sizes, *measure_filters((site / "audit/index.html").as_uri())]


def measure_filters(address: str) -> list[str]:
    """The times of the first filter, of another filter, and of a text search, and the memory before and after."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.locator("form.gonogo-audit-filter").wait_for()
        before = read_heap(page)
        times = [
            time_filter(page, *asked) for asked in (("kind", "state-done"), ("kind", "state-open"), ("text", "m 7"))
        ]
        after = read_heap(page)
        browser.close()
    return [*(f"{taken:.0f} ms" for taken in times), *(f"{size / 1e6:.1f} MB" for size in (before, after))]


def time_filter(page: Page, name: str, value: str) -> float:
    """Milliseconds from the choice of a filter until the rows are displayed."""
    page.evaluate("document.querySelector('form.gonogo-audit-filter output + button').click()")
    page.wait_for_function(CLEARED)
    return float(
        page.evaluate(
            """async ([name, value]) => {
              const field = document.querySelector(`form.gonogo-audit-filter [name=${name}]`);
              const output = document.querySelector("output");
              field.value = value;
              const start = performance.now();
              const answered = new Promise((resolve) => new MutationObserver((_, observer) => {
                if (!/ of /.test(output.textContent)) return;
                observer.disconnect();
                resolve();
              }).observe(output, { childList: true }));
              field.dispatchEvent(new Event("input", { bubbles: true }));
              await answered;
              document.querySelector(".gonogo-audit-found").offsetHeight;
              return performance.now() - start;
            }""",
            [name, value],
        )
    )


def read_heap(page: Page) -> float:
    """Bytes of the JavaScript heap after garbage collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"])


if __name__ == "__main__":
    main()
