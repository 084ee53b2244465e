"""Everything about site generators. Only this package imports MkDocs."""
