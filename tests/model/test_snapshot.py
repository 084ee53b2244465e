"""What is read of a project: what it holds, by which names."""

from pathlib import Path

from building import RELEASE_PATH, SHOP, Files, lay_out


def test_snapshot_holds_everything_by_its_id(tmp_path: Path) -> None:
    """People, roles, facts and releases are found under the names that files use."""
    snapshot = lay_out(tmp_path).snapshot
    (system,) = snapshot.systems.values()
    assert [str(person) for person in snapshot.people] == ["ann", "bob"]
    assert (system.id, system.name, [str(role) for role in system.roles]) == ("shop", "Shop", ["qa-lead", "cto"])
    assert [release.ref for _, release in snapshot.releases()] == [SHOP]
    assert (snapshot.unreadable, system.unreadable, snapshot.diagnostics) == ((), (), ())


def test_snapshot_is_the_same_however_often_it_is_read(tmp_path: Path) -> None:
    """DecodeContext changes nothing and depends on nothing else."""
    files = Files()
    assert lay_out(tmp_path, files).snapshot == lay_out(tmp_path, files).snapshot


def test_snapshot_keeps_what_it_cannot_read(tmp_path: Path) -> None:
    """A release that cannot be read is there, as None; the name of a system falls back to its id."""
    snapshot = lay_out(tmp_path, Files(release="release: v1", system="nmae: Shop")).snapshot
    (system,) = snapshot.systems.values()
    assert (dict(system.releases), system.name, system.contacts) == ({SHOP.release: None}, "shop", ())
    assert list(snapshot.releases()) == []
    assert system.path_of(SHOP.release) == RELEASE_PATH
    assert snapshot.sources[RELEASE_PATH] == "release: v1\n"
