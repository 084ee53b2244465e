"""Complete jobs, from files and git to diagnostics, a trail or a site. Only these modules use all lower packages.

`assessment`, `cached_trail`, `comparison`, `project_plan` and `site_build` are such jobs. `project_reader`,
`merged_result` and `burn_up_counts` are steps of these jobs that need several packages.
"""
