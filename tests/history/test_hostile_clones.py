"""Attacks by a clone or the environment that try to run a program or to show another history have no effect."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from gonogo.source.git.store import GitStore, open_store
from repository import Made, RepoBuilder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

V1 = "checklists/shop/v1.yml"
MADE = tuple(Made(name, {V1: name}) for name in ("one", "two", "three", "four"))


def read(root: Path) -> list[tuple[str, str]]:
    """All readable commits as subject and content, newest first."""
    with open_store(root) as store:
        assert isinstance(store, GitStore)
        head = store.resolve("HEAD")
        assert head == store.resolve("main")
        commits = list(store.read_commits(head))
        contents = dict(store.read_blobs(one.after.oid for commit in commits for one in commit.changes if one.after))
        assert [one.oid for one in store.read_messages(one.oid for one in commits)] == list(store.read_parents(head))
        trees = store.read_trees(one.oid for one in commits)
        assert len(list(store.read_differences((trees[head], tree) for tree in trees.values()))) == len(commits)
        blobs = [one.changes[0].after for one in commits]
        assert list(store.read_versions((one.oid, V1) for one in commits)) == blobs
        hashes = {oid: hashlib.sha256(content).hexdigest() for oid, content in contents.items()}
        assert dict(store.hash_blobs(contents)) == hashes
        assert [store.find_base(head, one.oid) for one in commits] == [one.oid for one in commits]
        assert store.read_signatures(one.oid for one in commits) == {}
        return [(one.subject, contents[blob.oid].decode()) for one, blob in zip(commits, blobs, strict=True) if blob]


def _configuration(repo: RepoBuilder, script: Path) -> None:
    settings = (
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "gpg.program",
        "gpg.ssh.program",
        "diff.external",
        "diff.evil.textconv",
        "filter.evil.smudge",
        "alias.log",
        "alias.rev-list",
        "alias.cat-file",
        "sequence.editor",
        "core.alternateRefsCommand",
        "uploadpack.packObjectsHook",
        "credential.helper",
        "log.mailmap",
        "trailer.x.command",
    )
    for setting in settings:
        repo.git("config", setting, f"!{script}" if setting.startswith("alias") else str(script))
    for setting, value in (
        ("log.showSignature", "true"),
        ("log.follow", "true"),
        ("core.hooksPath", str(script.parent)),
        ("diff.renames", "copies"),
        ("log.showRoot", "false"),
        ("trailer.x.key", "X"),
        ("core.quotePath", "true"),
        ("color.ui", "always"),
        ("log.date", "human"),
    ):
        repo.git("config", setting, value)
    (repo.root / ".gitattributes").write_text("* diff=evil filter=evil\n")
    (repo.root / ".git" / "info" / "attributes").write_text("* diff=evil filter=evil\n")
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        shutil.copy(script, repo.root / ".git" / "hooks" / hook)


def _unreadable_configuration(repo: RepoBuilder, _: Path) -> None:
    (repo.root / ".git" / "config").write_text("[core\n\x00")


def _replacement(repo: RepoBuilder, _: Path) -> None:
    repo.git("replace", "main~1", repo.git("commit-tree", "-m", "forged", "main~3^{tree}"))
    assert "forged" in repo.git("log", "--format=%s")


def _replaced_blob(repo: RepoBuilder, _: Path) -> None:
    repo.git("replace", f"main:{V1}", repo.git("hash-object", "-w", "--stdin", given=b"forged"))
    assert repo.git("show", f"main:{V1}") == "forged"


def _graft(repo: RepoBuilder, _: Path) -> None:
    ids = repo.git("rev-parse", "main", "main~3").split()
    (repo.root / ".git" / "info" / "grafts").write_text(" ".join(ids) + "\n")
    assert repo.git("-c", "advice.graftFileDeprecated=false", "log", "--format=%s").split() == ["four", "one"]


def _forged_commit_graph(repo: RepoBuilder, _: Path) -> None:
    """A commit-graph that was written while a graft existed, and that is still used without the graft."""
    ids = repo.git("rev-parse", "main", "main~3").split()
    repo.git("gc", "--quiet")
    honest = repo.root.parent / "forge"
    forge = RepoBuilder(honest)
    forge.load(*MADE)
    forge.git("commit-graph", "write", "--reachable")
    graph = honest / ".git" / "objects" / "info" / "commit-graph"
    content = bytearray(graph.read_bytes())
    data = content.index(bytes.fromhex(forge.git("rev-parse", "main^{tree}")))
    order = sorted(forge.git("rev-list", "main").split())
    content[data + 20 : data + 24] = order.index(ids[1]).to_bytes(4, "big")
    target = repo.root / ".git" / "objects" / "info" / "commit-graph"
    target.unlink(missing_ok=True)
    target.write_bytes(content)
    assert repo.git("-c", "core.commitGraph=true", "log", "--format=%s").split() == ["four", "one"]


def _mailmap(repo: RepoBuilder, _: Path) -> None:
    (repo.root / ".mailmap").write_text("Mallory <mallory@example.com> <ann@example.com>\n")


HOSTILE = (
    _configuration,
    _unreadable_configuration,
    _replacement,
    _replaced_blob,
    _graft,
    _forged_commit_graph,
    _mailmap,
)


@pytest.mark.parametrize("attack", HOSTILE)
def test_clone_cannot_run_programs_or_change_the_history(
    attack: Callable[[RepoBuilder, Path], None], tmp_path: Path
) -> None:
    """An attack does not change the commits and contents, and the canary file does not exist."""
    repo = RepoBuilder(tmp_path / "repo")
    repo.load(*MADE)
    repo.git("reset", "--quiet", "--hard")
    attack(repo, write_script(tmp_path))
    assert read(repo.root) == [(name, name) for name in ("four", "three", "two", "one")]
    assert not (tmp_path / "canary").exists()


def write_script(folder: Path) -> Path:
    """A script that creates the canary file when it runs."""
    script = folder / "scripts" / "evil"
    script.parent.mkdir()
    script.write_text(f"#!/bin/sh\ntouch {folder}/canary\ncat\n")
    script.chmod(0o755)
    return script


CALLER = {
    "GIT_DIR": "{other}/.git",
    "GIT_WORK_TREE": "{other}",
    "GIT_INDEX_FILE": "{other}/.git/index",
    "GIT_COMMON_DIR": "{other}/.git",
    "GIT_OBJECT_DIRECTORY": "{other}/.git/objects",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "{other}/.git/objects",
    "GIT_NAMESPACE": "other",
    "GIT_TRACE": "{canary}",
    "GIT_TRACE2_EVENT": "{canary}",
    "GIT_TRACE_SETUP": "{canary}",
    "GIT_EXEC_PATH": "{scripts}",
    "GIT_PAGER": "{script}",
    "PAGER": "{script}",
    "GIT_EXTERNAL_DIFF": "{script}",
    "GIT_CONFIG_GLOBAL": "{config}",
    "GIT_CONFIG": "{config}",
    "HOME": "{home}",
    "XDG_CONFIG_HOME": "{home}",
    "GIT_CONFIG_PARAMETERS": "'core.pager'='{script}'",
    "GIT_REPLACE_REF_BASE": "refs/heads/",
    "GIT_SHALLOW_FILE": "{shallow}",
    "GIT_GRAFT_FILE": "{graft}",
    "GIT_LITERAL_PATHSPECS": "0",
    "GIT_ICASE_PATHSPECS": "1",
    "GIT_FLUSH": "0",
    "GIT_DEFAULT_HASH": "sha256",
    "LC_ALL": "xx_XX",
    "LANGUAGE": "de",
}


def test_environment_of_the_caller_has_no_effect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No git variable of the caller's environment has an effect."""
    repo, other = RepoBuilder(tmp_path / "repo"), RepoBuilder(tmp_path / "other")
    ids = repo.load(*MADE)
    other.load(Made("other", {V1: "other"}))
    script = write_script(tmp_path)
    home = tmp_path / "home"
    home.mkdir()
    config = home / ".gitconfig"
    config.write_text(
        f"[core]\n\tpager = {script}\n\tcommitGraph = true\n[log]\n\tshowRoot = false\n[pager]\n\tlog = {script}\n"
    )
    (tmp_path / "shallow").write_text(ids["three"] + "\n")
    (tmp_path / "graft").write_text(f"{ids['four']} {ids['one']}\n")
    places = {
        "other": other.root,
        "canary": tmp_path / "canary",
        "scripts": script.parent,
        "script": script,
        "config": config,
        "home": home,
        "shallow": tmp_path / "shallow",
        "graft": tmp_path / "graft",
    }
    for name, value in CALLER.items():
        monkeypatch.setenv(name, value.format(**places))
    for name, value in (("COUNT", "1"), ("KEY_0", "core.pager"), ("VALUE_0", str(script))):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    monkeypatch.chdir(os.sep)
    assert read(repo.root) == [(name, name) for name in ("four", "three", "two", "one")]
    assert not (tmp_path / "canary").exists()
