"""Everything about site generators. Only this room imports MkDocs."""
