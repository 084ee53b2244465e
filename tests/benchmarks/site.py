"""Measures the time and output size of `gonogo build`, as ratios to a floor measured in the same run.

The floor is MkDocs with the same theme and an empty page of the same path and title for each page of gonogo, and only
the first page in its menu. So the difference is the cost of gonogo, including its menu. All run in turn, each in a new
process. The time for reading, judging and rendering is also measured separately from MkDocs with finished pages.

    .venv/bin/python tests/benchmarks/site.py [--quick] [releases] [serve] [events] [pages] [phases]

Targets: 400 releases of 20 items in at most 4.4 times the time of 100 releases; the build of `gonogo serve` after a
changed line in at most 0.3 times the time of its first build; 500 checklist pages of 100 items in at most 1.3 times the
floor; a page of 100 items of at most 150 kB. In the search index, each item has its own address, so that 8 kB contain
about 33 items of such a page.
"""

from __future__ import annotations

import compileall
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

sys.path.insert(0, str(Path(__file__).parents[1]))

import gonogo
from gonogo.builders import mkdocs_plugin
from gonogo.builders.mkdocs_plugin import GonogoPlugin
from gonogo.builders.mkdocs_run import build
from past import begin, toggle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from gonogo.pipelines import site_build

AS_OF = "2026-03-01T08:00:00Z"
FIRST_DAY = date(2026, 3, 8)
TABLES = ("releases", "serve", "events", "pages", "phases")
PHASES, RELEASES = 10, 10  # of a release, of a system
SECTIONS, ITEMS = 10, 10  # of a phase, of a section
DATES = ["1780000000 +0000", "1777636800 +0000", "1770000000 +0000"]
MANY = 500  # sites with more pages are built only once
CONFIGURATION = """
site_name: Readiness
theme:
  name: material
  font: false
  features: [navigation.indexes, navigation.prune, navigation.top, toc.follow]
plugins: [gonogo, search]
validation:
  links: {anchors: warn, unrecognized_links: warn}
nav: [gonogo]
"""
SYSTEM = """
name: System {number}
contacts:
  lead:
    title: Engineering lead
    person: ann
    phone: "+44 20 7946 0100"
  database:
    title: Database on call
    person: bob
    phone: "+44 20 7946 0101"
"""
PEOPLE = """
people:
  ann:
    name: Ann Archer
    emails: [ann@example.com]
  bob:
    name: Bob Baker
    emails: [bob@example.com]
  cleo:
    name: Cleo Carter
    emails: [cleo@example.com]
"""
POLICY = """
format: 1
project: bench-0001
maintainers: [ann]
"""
ROLES = """
roles:
  qa-lead:
    title: QA Lead
    people: [ann]
  devops-lead:
    title: DevOps Lead
    people: [bob]
  cto:
    title: CTO
    people: [cleo]
"""
ITEM = """\
      item-{id}:
        status: {status}
        evidence: https://ci.example.com/shop/builds/{id}/artifacts/report.html
        note: Ran twice on the release candidate; the second run was clean.
        title: Load test number {id} stays within its budget
        owner: {owner}
        due: T-{days}d
"""
SIGN_OFFS = """\
  sign-offs:
    title: Sign-offs
    phase: phase-1
    kind: signoffs
    items:
      cto:
        decision:
        by:
        title: CTO approval
"""


class Size(NamedTuple):
    """The size of a project: the number of releases, of phases for each release, and of items for each section."""

    releases: int
    phases: int = PHASES
    sections: int = SECTIONS
    items: int = ITEMS


class Pair(NamedTuple):
    """A project and its floor, as folders with an `mkdocs.yml`."""

    ours: Path
    floor: Path

    def count_pages(self) -> int:
        """The number of pages, which is the same in both."""
        return sum(1 for _ in (self.floor / "docs").rglob("*.md"))


class Took(NamedTuple):
    """Median processor seconds of each command, and medians of the ratios to the floor, run by run.

    `making` is the time for reading, judging and rendering; the rest of `build` is MkDocs with finished pages.
    """

    floor: float
    making: float
    build: float
    ratio: float
    ready: float


def main(tables: Iterable[str], *, is_quick: bool) -> None:
    """Prints a table for each requested question, or for all questions."""
    compileall.compile_dir(str(Path(gonogo.__file__).parent), quiet=1)
    sizes, runs = ((20, 50), 1) if is_quick else ((100, 500, 2000), 3)
    phases = (10, 50) if is_quick else (10, 50, 100, 200)
    with tempfile.TemporaryDirectory() as folder:
        if "releases" in tables:
            print_releases(Path(folder), (25, 100) if is_quick else (100, 400))
        if "serve" in tables:
            print_serve(Path(folder), (50,) if is_quick else (200,))
        if "events" in tables:
            print_events(Path(folder), (100,) if is_quick else (100, 1000))
        if "pages" in tables:
            print_growth(Path(folder), sizes, runs)
            print_weight(Path(folder), sizes)
        if "phases" in tables:
            print_phases(Path(folder), phases, runs)


def print_releases(folder: Path, counts: Iterable[int]) -> None:
    """Prints a row for each number of releases of 20 items; the last column compares it with the previous row."""
    print("| releases of 20 items | pages | floor | making pages | gonogo build | ratio | to the row above |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    above = 0.0
    for count in counts:
        pair = lay_out(folder / f"releases{count}", Size(count, 1, 2, 10))
        took = measure(pair, 1)
        grown = f"{took.build / above:.2f}" if above else ""
        print(
            f"| {count} | {pair.count_pages()} | {took.floor:.1f} s | {took.making:.1f} s | {took.build:.1f} s "
            f"| {took.ratio:.2f} | {grown} |",
            flush=True,
        )
        above = took.build
    print()


def print_serve(folder: Path, counts: Iterable[int]) -> None:
    """A row for each number of releases of 20 items: the first build of a server, and its build after an edit."""
    print("| releases of 20 items | first build | after a changed line | ratio |")
    print("| --- | --- | --- | --- |")
    for count in counts:
        pair = lay_out(folder / f"serve{count}", Size(count, 1, 2, 10))
        first, after = map(float, _time(__file__, "--serve", str(pair.ours))[1].split())
        print(f"| {count} | {first:.1f} s | {after:.1f} s | {after / first:.2f} |", flush=True)
    print()


def print_events(folder: Path, counts: Iterable[int]) -> None:
    """Prints a row for each number of commits that change nine entries each, without a cache."""
    print("| commits | making pages | gonogo build |")
    print("| --- | --- | --- |")
    for count in counts:
        root = begin(folder / f"events{count}", *toggle(count, each=9, dates=DATES))
        took, output = _time(__file__, "--build", str(root))
        print(f"| {count} | {float(output):.1f} s | {took:.1f} s |", flush=True)
    print()


def print_growth(folder: Path, sizes: Iterable[int], runs: int) -> None:
    """Prints a row for each number of checklist pages of 100 items.

    MkDocs with finished pages is also compared with empty pages.
    """
    print("| checklist pages | all | floor | making pages | gonogo build | ratio | MkDocs alone | beyond it, each |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        pair = lay_out(folder / f"pages{size}", Size(size // PHASES))
        took = measure(pair, runs if size <= MANY else 1)
        beyond = (took.build - took.floor) / size
        print(
            f"| {size} | {pair.count_pages()} | {took.floor:.1f} s | {took.making:.1f} s | {took.build:.1f} s "
            f"| {took.ratio:.2f} | {took.ready:.2f} | {beyond * 1000:.1f} ms |",
            flush=True,
        )


def print_weight(folder: Path, sizes: Iterable[int]) -> None:
    """Prints a row for each number of checklist pages: the size of a page of 100 items, in kB of 1000 bytes."""
    print("\n| checklist pages | HTML of one | of it our article | HTML of the floor | in the search index |")
    print("| --- | --- | --- | --- | --- |")
    for size in sizes:
        texts = read_page(pair_in(folder / f"pages{size}"))
        print(f"| {size} | {' | '.join(f'{len(text.encode()) / 1000:.1f} kB' for text in texts)} |")


def read_page(pair: Pair) -> tuple[str, ...]:
    """A page of 100 items, its article, the same page of the floor, and its part of the search index."""
    place = "system-1/v1/phase-1/"
    page = (pair.ours / "site" / place / "index.html").read_text(encoding="utf-8")
    floor = (pair.floor / "site" / place / "index.html").read_text(encoding="utf-8")
    article = page[page.index("<article") : page.index("</article>")]
    index = json.loads((pair.ours / "site/search/search_index.json").read_text(encoding="utf-8"))
    indexed = [entry for entry in index["docs"] if entry["location"].partition("#")[0] == place]
    return page, article, floor, json.dumps(indexed, ensure_ascii=False, separators=(",", ":"))


def print_phases(folder: Path, phases: Iterable[int], runs: int) -> None:
    """Prints a row for each number of phases of a single release, whose pages all link to each other."""
    print("\n| phases of one release, an item each | floor | gonogo build | ratio | beyond it, a page |")
    print("| --- | --- | --- | --- | --- |")
    for count in phases:
        pair = lay_out(folder / f"phases{count}", Size(1, count, 1, 1))
        took = measure(pair, runs)
        beyond = (took.build - took.floor) / pair.count_pages()
        print(
            f"| {count} | {took.floor:.1f} s | {took.build:.1f} s | {took.ratio:.2f} | {beyond * 1000:.1f} ms |",
            flush=True,
        )


def measure(pair: Pair, runs: int) -> Took:
    """Runs all commands in turn, so that a slow machine affects all of them."""
    floor, making, build = [], [], []
    for _ in range(runs):
        command = ("-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(pair.floor / "mkdocs.yml"))
        floor.append(_time(*command)[0])
        took, output = _time(__file__, "--build", str(pair.ours))
        build.append(took)
        making.append(float(output))
    ratios = [one / base for one, base in zip(build, floor, strict=True)]
    ready = [(one - made) / base for one, made, base in zip(build, making, floor, strict=True)]
    return Took(*map(statistics.median, (floor, making, build, ratios, ready)))


def _time(*command: str) -> tuple[float, str]:
    """Processor seconds and output of a Python process, which has a single thread."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["GONOGO_CACHE"] = ""
    before = os.times()
    ran = subprocess.run([sys.executable, *command], env=environment, capture_output=True, check=True, text=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, ran.stdout


def build_site(project: Path) -> None:
    """Runs `gonogo build`, then prints the processor seconds for creating the pages."""
    make, took = mkdocs_plugin.build_site, []

    def timed(*arguments: Any, **options: Any) -> site_build.Site:
        start = time.process_time()
        site = make(*arguments, **options)
        took.append(time.process_time() - start)
        return site

    mkdocs_plugin.build_site = timed
    gc.set_threshold(1_000_000)  # as on the command line
    build(project, datetime.fromisoformat(AS_OF), None)
    print(sum(took))


def serve_site(project: Path) -> None:
    """Builds as `gonogo serve` does, and again with a changed line a minute later; prints processor seconds."""
    gc.set_threshold(1_000_000)  # as the command line has it
    release = project / "checklists/system-1/v1.yml"
    with tempfile.TemporaryDirectory() as site:
        config = load_config(str(project / "mkdocs.yml"), site_dir=site)
        config.plugins.on_startup(command="serve", dirty=False)
        first = _time_build(config, minute=0)
        text = release.read_text(encoding="utf-8")
        release.write_text(text.replace("status: open", "status: done", 1), encoding="utf-8")
        print(first, _time_build(load_config(str(project / "mkdocs.yml"), site_dir=site), minute=1))


def _time_build(config: MkDocsConfig, minute: int) -> float:
    as_of = datetime.fromisoformat(AS_OF) + timedelta(minutes=minute)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(as_of.timestamp()))
    config.site_url = "http://127.0.0.1:8000/"
    start = time.process_time()
    mkdocs_build.build(config, serve_url=config.site_url)
    return time.process_time() - start


def pair_in(folder: Path) -> Pair:
    """The two projects that `lay_out` creates in a folder."""
    return Pair(folder / "ours", folder / "floor")


def lay_out(folder: Path, size: Size) -> Pair:
    """Creates a project of that size and its floor, with the path and title of each page."""
    pair = pair_in(folder)
    for path, text in _write_project(size):
        _write(pair.ours / path, text)
    config = load_config(str(pair.ours / "mkdocs.yml"))
    plugin = config.plugins["gonogo"]
    assert isinstance(plugin, GonogoPlugin)
    plugin.as_of = datetime.fromisoformat(AS_OF)
    config.plugins.on_config(config)
    config.plugins.on_shutdown()  # the plugin has created a temporary folder
    for path, text in plugin.site.sources.items():
        front_matter, _, _ = text.partition("\n\n")
        _write(pair.floor / "docs" / path, f"{front_matter}\n")
    menu = {"nav": ["index.md"], "not_in_nav": "**"}
    floor = {**yaml.safe_load(CONFIGURATION), "plugins": ["search"], **menu}
    _write(pair.floor / "mkdocs.yml", yaml.safe_dump(floor, sort_keys=False))
    return pair


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.lstrip("\n"), encoding="utf-8")


def _write_project(size: Size) -> Iterator[tuple[str, str]]:
    """The files of a project, by path."""
    yield "mkdocs.yml", CONFIGURATION
    yield "docs/robots.txt", ""
    yield "checklists/people.yml", PEOPLE
    yield "checklists/policy.yml", POLICY
    for number in range(size.releases):
        system, release = divmod(number, RELEASES)
        folder = f"checklists/system-{system + 1}"
        if not release:
            yield f"{folder}/roles.yml", ROLES
            yield f"{folder}/system.yml", SYSTEM.format(number=system + 1)
        yield f"{folder}/v{release + 1}.yml", _write_release(number, size)


def _write_release(place: int, size: Size) -> str:
    """A release; T-0 is a day after that of the previous release, as a team does not deploy all at once."""
    release, deploy_at = f"v{place % RELEASES + 1}", FIRST_DAY + timedelta(days=place)
    phases = [f"  phase-{phase + 1}:\n    title: Phase {phase + 1}\n    gate: go\n" for phase in range(size.phases)]
    sections = []
    for number in range(size.phases * size.sections):
        phase = number // size.sections + 1
        sections.append(f"  section-{number}:\n    title: Section {number}\n    phase: phase-{phase}\n    items:\n")
        sections += (_write_item(number * size.items + item) for item in range(size.items))
    head = f"release: {release}\noutcome:\ntitle: Production deployment\ndeploy_at: {deploy_at:%Y-%m-%d}T09:00Z\n"
    return "".join((head, "phases:\n", *phases, "sections:\n", *sections, SIGN_OFFS))


def _write_item(number: int) -> str:
    status = ("done", "done", "doing", "open")[number % 4]
    owner = ("qa-lead", "devops-lead", "cto")[number % 3]
    return ITEM.format(id=number, status=status, owner=owner, days=number % 14 + 1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build_site(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--serve"]:
        serve_site(Path(sys.argv[2]))
    else:
        main([table for table in TABLES if table in sys.argv] or TABLES, is_quick="--quick" in sys.argv[1:])
