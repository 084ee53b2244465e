"""The history of the checklists: from commits to events. Pure functions over records; nothing here knows git or YAML.

The terms of this package, each built on the ones before it:

- **Commit**: a commit as git stores it, with the paths below `checklists/` that it changes (`model.commits`).
- **Landing**: a step of main's first-parent line, with every commit that it merged into main. All landings form the
  **Mainline**, which puts commits in **merge order** (`mainline`).
- **CommitRange**: all data that git provides about the commits of a trail, or about those after a checkpoint
  (`commit_range`).
- **FileStep**: the change of a file by a commit, from one **FileVersion** to another (`versions`, `steps`); a merge has
  steps for its own changes (`merges`).
- **SubjectDiff**: a release, phase, section, entry, person or file with different values in the newer of two versions.
  It results in **Changes**: a kind of event, a subject, values before and after (`events`).
- **Event**: a change with its commit, its landing and the pull request (`model.event`).
- **Trail**: every event up to a commit, in merge order, oldest first (`trail`). A **Checkpoint** is all that is needed
  to extend it (`versions`); `stored` has both as bytes.
- **EventIndex**: the trail, indexed by subject across renames (`index`).

`protocols` has the queries to git and to the reader of files, `contents` keeps contents as long as they are needed, and
`pull_requests` finds the number in the message of a landing. `masking` hides secrets in a trail, and `burn_up` counts
the versions of a release on main.
"""
