"""The readiness of a release: its evaluation, the reasons against it, and its open work.

`evaluation` is the entry point: it judges a release by its entries (`entry_evaluation`), by its coverage with sign-offs
(`coverage`) and by grounds outside its file (`grounds`, `unverified_standings`), and lists `contradictions`. `reasons`
puts the result in words, `open_work` lists the remaining work.
"""
