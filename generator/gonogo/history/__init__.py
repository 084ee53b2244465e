"""What happened in which order: landings, pull requests, steps. Pure functions over records; nothing here knows git."""
