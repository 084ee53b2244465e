"""Every output of the site is registered and documented, and writes files named after its module."""

from __future__ import annotations

import pkgutil
from pathlib import Path, PurePosixPath

from edits import put
from gonogo.outputs import site_files
from gonogo.outputs.site_files import OUTPUTS
from gonogo.pipelines.project_plan import SiteOptions, plan_project
from past import AS_OF
from team import Team

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook" / "files.md"


def file_name(module: str) -> str:
    """The name of the file that a module writes: `sign-offs.csv` for `sign_offs_csv`."""
    return ".".join(module.rsplit("_", 1)).replace("_", "-")


def test_every_output_module_is_registered() -> None:
    """Every module in the folder is registered, because an unregistered module would silently write nothing."""
    modules = sorted(f"{site_files.__name__}.{module.name}" for module in pkgutil.iter_modules(site_files.__path__))
    assert [output.__name__ for output in OUTPUTS] == modules


def test_output_writes_files_named_after_its_module(tmp_path: Path) -> None:
    """Each output writes only files named after its module, and no two outputs write the same path."""
    Team(tmp_path, put("backup", at="T-2h")).make()
    site = plan_project(tmp_path, AS_OF, SiteOptions())
    paths = {output.__name__.rpartition(".")[2]: [path for path, _ in output.write_files(site)] for output in OUTPUTS}
    names = {name: {PurePosixPath(path).name for path in written} for name, written in paths.items()}
    assert names == {name: {file_name(name)} for name in names}
    everything = [path for written in paths.values() for path in written]
    assert len(everything) == len(set(everything))


def test_output_is_in_the_handbook() -> None:
    """The table lists the file, and the docstring of the module begins with its name."""
    table = HANDBOOK.read_text(encoding="utf-8").partition("## Files beside the pages")[2]
    for output in OUTPUTS:
        name = file_name(output.__name__.rpartition(".")[2])
        assert f"`{name}`" in table
        assert str(output.__doc__).startswith(f"`{name}`: ")
