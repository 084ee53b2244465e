"""Small projects for the tests of commands."""

from building import SIGNOFF, Files, signed, tidy, write_release

CODE = """
code:
  title: Code
  phase: before
  owner: qa-lead
  due: T-1d
  items:
    lint:
      status: done
      evidence: https://ci.example.com/lint
      title: Lint is clean
    tests:
      status: open
      declared: ✅
      title: Tests pass
      due: 2026-02-20
read-me:
  title: Read me
  phase: fallback
"""
SMALL = Files(release=write_release(signed(CODE), head="declared: READY ✅"))
# T-0 is in the future, whenever the tests run
CLEAN = Files(
    release=write_release(signed(CODE.replace("declared: ✅", "note: half of it")), deploy_at="2099-03-01T09:00Z")
)
WARNED = SMALL
BROKEN = Files(release=SMALL.release.replace("status: open", "status: opne"))
UNREADABLE = Files(release="release: v1")
# every entry has an answer, but without history the release is NO-GO
SETTLED = Files(release=write_release(tidy(SIGNOFF).replace("decision:", "decision: go").replace("by:", "by: bob")))
TILL = {
    "checklists/till/roles.yml": "roles:\n  cto:\n    title: CTO\n    people: [bob]\n",
    "checklists/till/system.yml": "name: Till\n",
    "checklists/till/2026.1.yml": write_release(SIGNOFF).replace("release: v1", "release: 2026.1"),
}
OLD = {"checklists/shop/v0.yml": write_release(SIGNOFF, outcome="deployed").replace("release: v1", "release: v0")}
