"""The history of the checklists: from commits to events. Pure functions over records; nothing here knows git or YAML.

The words of this room, each made from those before it:

- **Commit**: a commit as git has it, with the paths below `checklists/` that it changes (`model.commits`).
- **Landing**: a step of the first-parent line of main, with every commit that came to main with it. All landings are
  the **Mainline**, which puts commits in **merge order** (`mainline`).
- **CommitRange**: everything that git is asked about the commits of a trail, or about those after a checkpoint
  (`commit_range`).
- **FileStep**: a commit took a file from one **FileVersion** to another (`versions`, `steps`); a merge has steps for
  what it changed itself (`merges`).
- **SubjectDiff**: a release, phase, section, entry, person or file with other values in the newer of two versions. From
  it follow **Changes**: a kind of event, a subject, values before and after (`events`).
- **Event**: a change with its commit, its landing and the pull request (`model.event`).
- **Trail**: every event up to a commit, in merge order, oldest first (`trail`). A **Checkpoint** is all that has to be
  known to extend it (`versions`); `stored` has both as bytes.
- **EventIndex**: the trail by subject, across renames (`index`).

`protocols` has the questions that are asked of git and of the reader of files, `contents` keeps contents as long as
they are needed, and `pull_requests` finds the number in the message of a landing. `masking` hides secrets in a trail,
and `burn_up` counts the versions of a release on main.
"""
