"""`gonogo render`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gonogo.cli.options import NamedPath, as_of_option, config_option, is_as_of_given, trust_options
from gonogo.cli.printing import say
from gonogo.cli.project import say_basis
from gonogo.source.files.output_folder import write_folder
from gonogo.source.files.output_mark import TREE
from gonogo.source.files.output_place import require_place, site_sources
from gonogo.source.git.head import head_commit

if TYPE_CHECKING:
    from datetime import datetime

    from gonogo.cli.options import TrustOptions


@click.command("render")
@click.argument("out", metavar="OUT", type=NamedPath(path_type=Path))
@config_option
@as_of_option
@trust_options
@click.pass_obj
def command(directory: Path, out: Path, config_file: Path | None, as_of: datetime, trust: TrustOptions) -> None:
    """Writes the site as Markdown, for builders without the plugin: MkDocs, ProperDocs, Zensical.

    The command writes mkdocs.yml and docs/ to OUT; docs/ includes your own pages. You can build OUT without gonogo. OUT
    must be new, empty, or the result of an earlier render, whose files are replaced. The same files and the same
    --as-of give the same tree.

    Example: gonogo render tree && zensical build -f tree/mkdocs.yml
    """
    from gonogo.builders.mkdocs_run import nest_docs  # noqa: PLC0415 - MkDocs takes 0.2 s to import
    from gonogo.builders.rendered_tree import read_source, render_tree  # noqa: PLC0415 - the import loads all templates

    source = read_source(directory, config_file, os.environ)
    place = require_place(out, source.root, site_sources(source.file) if source.file else ())
    with trust.in_environment():
        tree = render_tree(source, as_of, nest_docs, os.environ, is_as_of_given=is_as_of_given())
    write_folder(place, tree.files, TREE)
    for ref, judgement in tree.site.judgements.items():
        say(f"{judgement.verdict.value:<11} {ref}")
    say(say_basis(tree.as_of, head_commit(source.root), tree.site.history))
    say(f"Wrote {len(tree.files)} files to {out}. Build them there with mkdocs, properdocs or zensical.")
