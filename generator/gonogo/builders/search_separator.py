"""The separators at which the search cuts strings into words: punctuation too, unless mkdocs.yml says otherwise.

Search plugins cut at spaces and hyphens only. Then `+44` in a telephone number is one word, which cannot be found: for
the search, a plus before a word means that every result must have the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.config.base import BaseConfigOption

if TYPE_CHECKING:
    from mkdocs.plugins import PluginCollection

# a JavaScript regular expression; 1.5 and #34 stay one word
SEPARATOR = r'[\s\u200b\-+,:;!?()\[\]"“”/@_·…&=、。，．！？；]+|[.#](?!\d)'  # noqa: RUF001 - punctuation of Japanese
_KEY = "separator"


def set_separator(plugins: PluginCollection) -> None:
    """Sets the separator of each search plugin for which mkdocs.yml does not set one, before the plugin reads it."""
    for name, plugin in plugins.items():
        option = getattr(type(plugin.config), _KEY, None) if is_search(name) else None
        if isinstance(option, BaseConfigOption) and plugin.config[_KEY] == option.default:
            plugin.config[_KEY] = SEPARATOR


def is_search(plugin: str) -> bool:
    """Whether a plugin of this name is the search plugin of MkDocs or of Material."""
    return plugin in ("search", "material/search")


def add_separator(options: object) -> object:
    """The options of a search plugin in mkdocs.yml with a separator; values that are not options stay unchanged."""
    if options is None:
        return {_KEY: SEPARATOR}
    return {_KEY: SEPARATOR, **options} if isinstance(options, dict) else options
