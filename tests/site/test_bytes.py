"""The site has the same bytes for the same files and evaluation time, on every machine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from built_site import build, copy_project

if TYPE_CHECKING:
    from pathlib import Path


def _digests(site: Path) -> dict[str, str]:
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def test_site_does_not_depend_on_folder_zone_and_locale(tmp_path: Path) -> None:
    """Folder, time zone, locale and hash seed do not change any file."""
    sites = []
    for name, environment in (
        ("a", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
        ("b-longer", {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "2"}),
    ):
        (tmp_path / name).mkdir()
        project = copy_project(tmp_path / name)
        result = build(project, tmp_path / f"{name}-site", **environment)
        assert result.returncode == 0, result.stderr
        sites.append(_digests(tmp_path / f"{name}-site"))
    assert sites[0] == sites[1]
