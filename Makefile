# The words of development: each runs the command that CONTRIBUTING.md names for it.
.DEFAULT_GOAL := help
.PHONY: help quick test lint docs pictures lock

help: ## list these words
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

quick: .venv ## run the quick tests, in less than 20 s
	bash .ci/quick

test: .venv ## run every test
	.venv/bin/python -m pytest -n auto -q

lint: .venv ## read the code without running it: rules, format, workflows, types, layers
	bash .ci/lint

docs: .venv ## write the reference pages again and build the site with the handbook
	bash .ci/docs

pictures: .venv ## make the pictures of README and handbook again
	.venv/bin/python tests/browser/pictures.py

lock: ## renew constraints.txt and constraints-plugins.txt
	bash .ci/lock

.venv:
	bash .ci/install
