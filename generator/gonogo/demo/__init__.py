"""The story of a clinic that deploys two systems: what `gonogo demo` makes a repository of.

`chapters/` tells month by month who committed what, in a form that reads like a log with its patches (`script.py`);
`files/` are the first versions of files too long for that. Nothing here depends on when and where it runs.
"""
