"""Which pages exist and what stands on them: view models, and the only place that spells a URL."""
