"""Whether a release can go: its evaluation, the reasons against it, and the work that is open.

`evaluation` is the entry point: it judges a release by its entries (`entry_evaluation`), by its coverage with sign-offs
(`coverage`) and by evidence from outside its file (`evidence`, `unverified`), and lists `contradictions`. `reasons` has
the result in words, `open_work` what is left to do.
"""
