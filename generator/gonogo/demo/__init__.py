"""The demo: the story of a clinic that deploys two systems, from which `gonogo demo` makes a repository.

`chapters/` has the commits month by month, in a form that reads like a log with patches (`script.py`); `files/` has the
first versions of files that are too long for that. The result does not depend on time, machine or user.
"""
