"""The demo: the story of a clinic that deploys two systems. `gonogo demo` makes a repository of this story.

`chapters/` contains the commits of each month in the format that `script.py` describes. `files/` contains the first
versions of long files. The repository is the same on every machine, for every user and at any time.
"""
