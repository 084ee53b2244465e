"""Gonogo's files among the files of a MkDocs build, and the repair of changes that other plugins make to them."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from gonogo.builders.collisions import require_no_collision

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class OwnFiles:
    """Gonogo's files in a build.

    `contents` are keyed by path below the docs folder; `unlisted` are the pages outside the menu.
    """

    def __init__(self, contents: Mapping[str, str | bytes], unlisted: Collection[str]) -> None:
        self.contents = contents
        self._unlisted = frozenset(unlisted)
        self._made: dict[str, File] = {}

    def add(self, files: Files, config: MkDocsConfig) -> None:
        """Adds the files to MkDocs' files, even if a setting such as `exclude_docs` excludes a file.

        Raises GonogoError if another file would become the same file of the site.
        """
        theirs = [file.src_uri for file in files if file.inclusion.is_in_serve()]
        require_no_collision(self.contents, theirs, directories=config.use_directory_urls)
        for path in self.contents:
            self._append(path, files, config)

    def restore(self, files: Files, config: MkDocsConfig, *, lacks_some: bool) -> None:
        """Repairs the files: fills copies that a plugin made without content, and adds files that a plugin removed.

        With `lacks_some`, removed files are not added. Raises GonogoError if a plugin has replaced one of the files by
        a file of its own.
        """
        theirs = [file.src_uri for file in files if file.inclusion.is_in_serve() and not self.has(file)]
        require_no_collision(self.contents, theirs, directories=config.use_directory_urls)
        for path, content in self.contents.items():
            file = files.src_uris.get(path)
            if file is None and not lacks_some:
                self._append(path, files, config)
            elif file is not None and file is not self._made.get(path):
                self._fill(file, content, config)

    def has(self, file: File) -> bool:
        """Whether gonogo made a file, or a plugin copied it from a file that gonogo made."""
        made = self._made.get(file.src_uri)
        return made is not None and (file is made or file.abs_src_path in (None, made.abs_src_path))

    def _append(self, path: str, files: Files, config: MkDocsConfig) -> None:
        if (left_out := files.src_uris.get(path)) is not None:
            files.remove(left_out)
        inclusion = InclusionLevel.NOT_IN_NAV if path in self._unlisted else InclusionLevel.INCLUDED
        file = File.generated(config, path, content=self.contents[path], inclusion=inclusion)
        file.abs_src_path = _source_path(path, config)
        self._made[path] = file
        files.append(file)

    def _fill(self, file: File, content: str | bytes, config: MkDocsConfig) -> None:
        if isinstance(content, str):
            file.content_string = content
        else:
            file.content_bytes = content
        file.abs_src_path = _source_path(file.src_uri, config)
        file.generated_by = self._made[file.src_uri].generated_by
        self._made[file.src_uri] = file


def _source_path(path: str, config: MkDocsConfig) -> str:
    """The source path of a file, because some plugins expect that every file has one.

    For a page, no file exists at this path. Some plugins read stylesheets and scripts from their source paths, so the
    path of an asset is the file in gonogo's package.
    """
    asset = resources.files("gonogo.outputs") / path
    return str(asset) if asset.is_file() else os.path.normpath(Path(config.docs_dir) / path)
