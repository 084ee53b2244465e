"""git: the history of a repository, the files of a commit, and new repositories."""
