"""The history of the checklists: from commits to events. Pure functions over records, without git and YAML.

The terms of this package, each based on the terms before it, with the module that defines it:

- **Commit**: a commit as git stores it, with the paths below `checklists/` that it changes (`model.commits`).
- **Landing**: a commit on main's first-parent line, together with every commit that it merged into main. All landings
  form the **Mainline**, which puts commits in **merge order** (`mainline`).
- **FileStep**: the change of a file by a commit, from one **FileVersion** to another (`file_steps`, `steps`). A merge
  has steps only for files that it changed itself (`merges`).
- **Checkpoint**: a landing, with all data about earlier commits that is needed to extend a trail from it
  (`file_steps`).
- **CommitRange**: all data that git provides about the commits up to a tip, or about those after a checkpoint
  (`commit_range`).
- **SubjectDiff**: a release, phase, section, entry, person or file that has different values in two versions of a file.
  It results in **Changes**: each has a kind of event, a subject, and values before and after (`events`).
- **Event**: a change with its commit, its landing and the pull request (`model.event`).
- **Trail**: every event up to a commit, in merge order, oldest first (`trail`). `trail_format` writes trails and
  checkpoints as bytes.
- **EventIndex**: the events of a trail, grouped by subject, under all names of a file (`event_index`,
  `followed_files`).

Other modules: `protocols` defines the queries to git and to the reader of files. `contents` keeps file contents as long
as they are needed. `pull_requests` finds the number in the message of a landing. `masking` hides secrets in a trail.
`event_folds` shortens lists of events. `burn_up` chooses the versions of a release for the burn-up.
"""
