"""The output formats: pages in Markdown and HTML, site files such as CSV and calendars, and documents in JSON."""
