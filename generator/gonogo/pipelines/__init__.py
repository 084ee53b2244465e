"""Whole jobs from files and git to findings, a trail or a site: the only modules that know every room below."""
