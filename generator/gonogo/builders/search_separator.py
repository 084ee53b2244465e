"""The separators at which the search divides strings into words; unless mkdocs.yml sets them, they include punctuation.

By default, search plugins divide strings only at spaces and hyphens. Then `+44` in a telephone number is one word, but
nobody can search for `+44`: in a search, a plus before a word means that every result must contain the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.config.base import BaseConfigOption

if TYPE_CHECKING:
    from mkdocs.plugins import PluginCollection

# a JavaScript regular expression, which does not divide 1.5 and #34
SEPARATOR = r'[\s\u200b\-+,:;!?()\[\]"“”/@_·…&=、。，．！？；]+|[.#](?!\d)'  # noqa: RUF001 - Japanese punctuation
_KEY = "separator"


def set_separator(plugins: PluginCollection) -> None:
    """Sets the separator of each search plugin, unless mkdocs.yml sets one. Plugins read their options later."""
    for name, plugin in plugins.items():
        option = getattr(type(plugin.config), _KEY, None) if is_search(name) else None
        if isinstance(option, BaseConfigOption) and plugin.config[_KEY] == option.default:
            plugin.config[_KEY] = SEPARATOR


def is_search(plugin: str) -> bool:
    """Whether a plugin of this name is the search plugin of MkDocs or of Material."""
    return plugin in ("search", "material/search")


def add_separator(options: object) -> object:
    """The options of a search plugin in mkdocs.yml, with our separator if they have none.

    A value of another type is returned unchanged.
    """
    if options is None:
        return {_KEY: SEPARATOR}
    return {_KEY: SEPARATOR, **options} if isinstance(options, dict) else options
