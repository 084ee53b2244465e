"""`Snapshot`: the content of a project by id."""

from pathlib import Path

from building import RELEASE_PATH, SHOP, Files, lay_out


def test_snapshot_has_everything_by_id(tmp_path: Path) -> None:
    """A snapshot has people, roles, systems and releases under their ids."""
    snapshot = lay_out(tmp_path).snapshot
    (system,) = snapshot.systems.values()
    assert [str(person) for person in snapshot.people] == ["ann", "bob"]
    assert (system.id, system.name, [str(role) for role in system.roles]) == ("shop", "Shop", ["qa-lead", "cto"])
    assert [release.ref for _, release in snapshot.releases()] == [SHOP]
    assert (snapshot.unreadable, system.unreadable, snapshot.diagnostics) == ((), (), ())


def test_snapshot_is_the_same_when_read_again(tmp_path: Path) -> None:
    """Reading the same files twice returns equal snapshots."""
    files = Files()
    assert lay_out(tmp_path, files).snapshot == lay_out(tmp_path, files).snapshot


def test_snapshot_contains_unreadable_releases(tmp_path: Path) -> None:
    """An unreadable release is None, and a system without a readable name has its id as name."""
    snapshot = lay_out(tmp_path, Files(release="release: v1", system="nmae: Shop")).snapshot
    (system,) = snapshot.systems.values()
    assert (dict(system.releases), system.name, system.contacts) == ({SHOP.release: None}, "shop", ())
    assert list(snapshot.releases()) == []
    assert system.path_of(SHOP.release) == RELEASE_PATH
    assert snapshot.sources[RELEASE_PATH] == "release: v1\n"
