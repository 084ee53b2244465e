"""The site builders: the MkDocs plugin, and the rendered tree for other builders. Only this package imports MkDocs."""
