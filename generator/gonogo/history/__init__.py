"""What happened in which order: landings, merges, renames. Pure functions over records; nothing here knows git."""
