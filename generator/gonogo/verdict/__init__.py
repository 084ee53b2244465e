"""The readiness of a release: its verdict, its blockers, and its open work.

`evaluation` is the entry point. It judges a release by its entries (`entry_evaluation`), by the sections that sign-offs
cover (`coverage`), and by facts outside the release file (`grounds`); it also finds `contradictions`. `reasons` puts
the result into words, and `open_work` lists the remaining work.
"""
