"""Measures the time to read history, as a ratio to a floor measured in the same run: git alone, without output.

The floor is `git log --full-history --raw -z -c -M` and then `git cat-file --batch` of the same blobs. Three jobs are
compared with it: reading the same commits and blobs, computing landings and the steps of files between versions, and
the whole command without a cache. The command with a cache is compared with a Python process that has the same imports.
Each runs in a new process, in turn. First, the benchmark creates a repository: 20 checklists of 150 items and 10 000
commits, 2 700 of them merges of parallel branches; with `large`, 200 checklists of 200 items, 100 000 commits, and
200 000 commits that change no checklist.

    .venv/bin/python tests/benchmarks/history.py [large] [RUNS]
"""

from __future__ import annotations

import compileall
import contextlib
import gc
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import gonogo
from gonogo.__main__ import run as run_gonogo
from gonogo.history.commit_range import read_range
from gonogo.history.file_steps import Checkpoint
from gonogo.history.steps import list_steps
from gonogo.source.git.store import GitStore, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gonogo.model.commits import Commit

FLOOR = "floor: git log, git cat-file"
COLD = "gonogo log --format json > /dev/null"
WARM_FLOOR = "floor: imports"
WARM = "gonogo log with a cache, one new pull request"
WARM_SAME = "gonogo log with a cache, nothing new"
WARM_UPDATED = "gonogo log with a cache, one new pull request, whose branch was updated from main"
WARM_JOBS = (WARM_SAME, WARM, WARM_UPDATED)
IMPORTS = (
    "import gonogo.cli, gonogo.cli.log, gonogo.pipelines.cached_rows, gonogo.outputs.json_documents, "
    "gonogo.source.files.cache, json"
)
START = 1_767_225_600
OPEN_BRANCHES = 8
HEAD = "release: v1\noutcome:\ntitle: Checklist\ndeploy_at: 2026-03-01T09:00Z\nsections:\n  code:\n    title: Code\n"
GIT = ("git", "-c", "core.pager=cat")
LOG = (*GIT, "log", "--full-history", "--raw", "-z", "-c", "-M", "--no-abbrev", "main", "--", "checklists")
CAT = (*GIT, "cat-file", "--batch", "--buffer")


class Shape(NamedTuple):
    """The size of a repository; `others` are commits that change no checklist."""

    checklists: int
    items: int
    commits: int
    others: int


USUAL = Shape(20, 150, 10_000, 0)
LARGE = Shape(200, 200, 100_000, 200_000)


class Edit(NamedTuple):
    """An item that becomes done, by its file and its number."""

    file: int
    item: int
    number: int


class Branch:
    """A line of commits with the contents of its last commit."""

    def __init__(self, mark: int, files: list[list[str]]) -> None:
        self.mark = mark
        self.fork = files
        self.files = list(files)
        self.edits: list[Edit] = []

    def apply(self, edit: Edit) -> None:
        """Answers the item; the lists of other branches stay the same."""
        blocks = list(self.files[edit.file])
        blocks[edit.item] = write_item(edit.item, edit.number)
        self.files[edit.file] = blocks
        self.edits.append(edit)


def write_item(item: int, number: int) -> str:
    """An item in the format; open if `number` is 0."""
    answer = f"done\n        evidence: https://ci.example.com/runs/{number}" if number else "open"
    title = f"The {item}th thing that has to be so before anybody deploys"
    return f"      item-{item}:\n        status: {answer}\n        title: {title}\n        owner: ann\n"


def write_history(shape: Shape) -> Iterator[bytes]:
    """The whole history as input of git-fast-import(1); the same shape always results in the same history."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    main = Branch(1, [[write_item(item, 0) for item in range(shape.items)] for _ in range(shape.checklists)])
    yield write_commit(1, [], "Checklists", [(number, main.files[number]) for number in range(shape.checklists)])
    branches: list[Branch] = []
    beside = shape.others / (shape.commits + shape.others)
    for mark in range(2, shape.commits + shape.others + 1):
        if beside and chance.random() < beside:
            target = chance.choice([main, *branches])
            yield write_other(mark, target.mark)
            target.mark = mark
            continue
        choice = chance.random()
        if choice < 0.29 and (ready := [one for one in branches if one.edits]):
            branch = chance.choice(ready)
            branches.remove(branch)
            for edit in branch.edits:
                main.apply(edit)
            changed = [(edit.file, main.files[edit.file]) for edit in branch.edits]
            yield write_commit(mark, [main.mark, branch.mark], f"Merge pull request #{mark} from ann/b", changed)
            main.mark = mark
            continue
        if choice < 0.6 and len(branches) < OPEN_BRANCHES:
            branches.append(Branch(main.mark, main.files))
        target = main if choice > 0.92 or not branches else chance.choice(branches)
        edit = Edit(chance.randrange(shape.checklists), chance.randrange(shape.items), mark)
        target.apply(edit)
        message = f"shop: item {edit.item} is done\n\nSeen in run {mark}.\n\nReviewed-by: Bob <bob@example.com>\n"
        yield write_commit(mark, [target.mark], message, [(edit.file, target.files[edit.file])])
        target.mark = mark


def write_other(mark: int, parent: int) -> bytes:
    """A commit that changes no checklist."""
    who = f"Ann Archer <ann@example.com> {START + 60 * mark} +0000"
    content = f"answer = {mark}\n"
    head = f"commit refs/heads/main\nmark :{mark}\nauthor {who}\ncommitter {who}\ndata 4\ncode\nfrom :{parent}\n"
    return f"{head}M 100644 inline src/module_{mark % 997}.py\ndata {len(content)}\n{content}\n".encode()


def write_commit(mark: int, parents: list[int], message: str, files: list[tuple[int, list[str]]]) -> bytes:
    """A commit. At the end, the branch is at the last commit."""
    who = f"Ann Archer <ann@example.com> {START + 60 * mark} +0000"
    lines = [f"commit refs/heads/main\nmark :{mark}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n{message}"]
    lines += [f"{'merge' if number else 'from'} :{parent}" for number, parent in enumerate(parents)]
    for number, blocks in dict(files).items():
        text = HEAD + "    items:\n" + "".join(blocks)
        lines.append(f"M 100644 inline checklists/shop-{number}/v1.yml\ndata {len(text)}\n{text}")
    return "\n".join([*lines, "", ""]).encode()


def make_repository(root: Path, shape: Shape) -> None:
    """A repository in the state of a fresh clone: packed, without a commit-graph."""
    root.mkdir()
    (root / "checklists").mkdir()
    subprocess.run([*GIT, "init", "--quiet", "--initial-branch=main"], cwd=root, check=True)
    importer = [*GIT, "fast-import", "--quiet", "--force"]
    with subprocess.Popen(importer, cwd=root, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.writelines(write_history(shape))
    subprocess.run([*GIT, "repack", "-adfq"], cwd=root, check=True)


def read_only(store: GitStore) -> str:
    """Reads every commit and every blob of the commits, as soon as each is known."""
    commits: list[Commit] = []
    wanted: dict[str, None] = {}

    def find_blobs() -> Iterator[str]:
        for commit in store.read_commits(store.head):
            commits.append(commit)
            yield from list_new(commit, wanted)

    size = sum(len(content) for _, content in store.read_blobs(find_blobs()))
    return f"{len(commits)} commits, {len(wanted)} blobs, {size / 1e6:.0f} MB"


def list_new(commit: Commit, known: dict[str, None]) -> list[str]:
    """The blobs of a commit that are not known yet; adds them to `known`."""
    versions = (one for change in commit.changes for one in (*change.before, change.after))
    blobs = [one.blob for one in versions if one and one.blob and one.blob not in known]
    known.update(dict.fromkeys(blobs))
    return list(dict.fromkeys(blobs))


def read_history(store: GitStore) -> str:
    """Computes landings and steps from commits and trees, without file contents."""
    commits = read_range(store, store.head, Checkpoint())
    steps, _ = list_steps(commits, Checkpoint())
    merges = commits.differences
    own = sum(oid in steps for oid in merges)
    return f"{len(commits.mainline.landings)} landings, {len(merges)} merges, {own} of them with steps of their own"


JOBS: dict[str, Callable[[GitStore], str]] = {"commits and blobs": read_only, "landings and steps": read_history}


def run_log(root: Path, *options: str) -> None:
    """Runs `gonogo log --format json` without output, and prints the memory of the process."""
    (root / "checklists").mkdir(exist_ok=True)
    sys.argv = ["gonogo", "-C", str(root), "log", "--format", "json", *options]
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.suppress(SystemExit))
        nowhere = stack.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
        stack.enter_context(contextlib.redirect_stdout(nowhere))
        run_gonogo()
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def run_job(name: str, root: Path) -> None:
    """Runs a job as commands do, without garbage collection, and prints its result and memory."""
    gc.disable()
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        found = JOBS[name](store)
    print(f"{found}; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")


class Taken(NamedTuple):
    """Elapsed seconds of a process, and processor seconds of the process and its child processes."""

    wall: float
    processor: float

    def __truediv__(self, other: Taken) -> Taken:
        return Taken(self.wall / other.wall, self.processor / other.processor)


def measure(command: tuple[str, ...], root: Path, given: bytes = b"", cache: str = "") -> tuple[Taken, bytes]:
    """The times of a process and its output; the output of git is discarded."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["GONOGO_CACHE"] = cache
    target = subprocess.DEVNULL if command[0] == "git" else subprocess.PIPE
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, cwd=root, env=environment, input=given, stdout=target, check=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, processor), ran.stdout or b""


def measure_floor(root: Path, blobs: bytes) -> Taken:
    """The times of both git commands, one after the other."""
    log, cat = measure(LOG, root)[0], measure(CAT, root, blobs)[0]
    return Taken(log.wall + cat.wall, log.processor + cat.processor)


def list_blobs(root: Path) -> bytes:
    """The ids that the first job reads, one on each line."""
    wanted: dict[str, None] = {}
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        for commit in store.read_commits(store.head):
            list_new(commit, wanted)
    return "".join(f"{oid}\n" for oid in wanted).encode()


def main(shape: Shape, runs: int) -> None:
    """Prints a row for each job: median seconds, and the median of the ratios run by run, elapsed and processor."""
    compileall.compile_dir(str(Path(gonogo.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "repo")
        make_repository(root, shape)
        blobs = list_blobs(root)
        own = (sys.executable, __file__)
        times: dict[str, list[Taken]] = {FLOOR: [], **{name: [] for name in JOBS}, COLD: []}
        output = dict.fromkeys((*times, WARM_FLOOR, *WARM_JOBS), b"")
        warm = Warm(root, Path(folder, "cache"))
        warm_times: dict[str, list[Taken]] = {name: [] for name in (WARM_FLOOR, *WARM_JOBS)}
        for _ in range(runs):
            times[FLOOR].append(measure_floor(root, blobs))
            for name in JOBS:
                taken, output[name] = measure((*own, "--job", name, str(root)), root)
                times[name].append(taken)
            taken, output[COLD] = measure((*own, "--log", str(root)), root)
            times[COLD].append(taken)
            warm_times[WARM_FLOOR].append(measure((sys.executable, "-c", IMPORTS), root)[0])
            for name in WARM_JOBS:
                taken, output[name] = warm.run(name)
                warm_times[name].append(taken)
    for rows in (times, warm_times):
        print_table(rows, output)


def merge_updated(root: Path, main: str) -> str:
    """Merges a pull request into `main` whose branch began five landings before and was updated from `main`."""
    path = "checklists/shop-0/v1.yml"

    def commit(parents: list[str], files_of: str) -> str:
        old = subprocess.check_output([*GIT, "show", f"{files_of}:{path}"], cwd=root)
        text = old.replace(b"title: The 7th thing", b"title: The seventh thing")
        lines = [
            f"commit refs/heads/updated\ncommitter Ann Archer <ann@example.com> {START + 10**8} +0000\ndata 4\nitem"
        ]
        lines += [f"{'merge' if number else 'from'} {parent}" for number, parent in enumerate(parents)]
        lines += [f"M 100644 inline {path}\ndata {len(text)}\n"]
        importer = [*GIT, "fast-import", "--quiet", "--force"]
        subprocess.run(importer, cwd=root, input="\n".join(lines).encode() + text, check=True)
        return subprocess.check_output([*GIT, "rev-parse", "updated"], cwd=root, text=True).strip()

    fork = subprocess.check_output([*GIT, "rev-parse", f"{main}~5"], cwd=root, text=True).strip()
    branch = commit([fork], fork)
    return commit([main, commit([branch, main], main)], main)


class Warm:
    """The command with a cache that contains the landing before the last pull request."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root, self.cache = root, cache
        walk = [*GIT, "rev-list", "--first-parent", "--merges", "-1", "--parents", "main"]
        new, old, *_ = subprocess.check_output(walk, cwd=root, text=True).split()
        self.revisions = {WARM_SAME: old, WARM: new, WARM_UPDATED: merge_updated(root, old)}
        self._log(old)
        (self.file,) = cache.iterdir()
        self.kept = self.file.read_bytes()

    def run(self, job: str) -> tuple[Taken, bytes]:
        """The times and the output of one of `WARM_JOBS`."""
        self.file.write_bytes(self.kept)
        return self._log(self.revisions[job])

    def _log(self, revision: str) -> tuple[Taken, bytes]:
        command = (sys.executable, __file__, "--log", str(self.root), "--at", revision)
        return measure(command, self.root, cache=str(self.cache))


def print_table(times: dict[str, list[Taken]], output: dict[str, bytes]) -> None:
    """Prints a row for each job; the first job is the floor."""
    floor = next(iter(times.values()))
    print("| job | seconds | ratio | processor seconds | ratio | read |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, runs in times.items():
        walls, processors = zip(*runs, strict=True)
        ratios = zip(*(one / base for one, base in zip(runs, floor, strict=True)), strict=True)
        cells = zip((walls, processors), ratios, strict=True)
        row = " | ".join(f"{statistics.median(one):.2f} | {statistics.median(ratio):.2f}" for one, ratio in cells)
        print(f"| {name} | {row} | {output[name].decode().strip()} |")
    print()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--log"]:
        run_log(Path(sys.argv[2]), *sys.argv[3:])
    elif sys.argv[1:2] == ["--job"]:
        run_job(sys.argv[2], Path(sys.argv[3]))
    else:
        words = sys.argv[1:]
        is_large = words[:1] == ["large"]
        main(LARGE if is_large else USUAL, int((words[is_large:] or ["1" if is_large else "7"])[0]))
