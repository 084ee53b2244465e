"""Whether a release can go: its evaluation, the reasons against it, and the work that is open.

`evaluation` is the entry point: it judges a release by its entries (`entry_evaluation`), by its coverage with sign-offs
(`coverage`) and by grounds outside its file (`grounds`, `unverified_standings`), and lists `contradictions`. `reasons`
has the result in words, `open_work` lists what is left to do.
"""
