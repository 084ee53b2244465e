"""The rules of `gonogo check`. Each rule has its own module; `rules` and `file_rules` list the rules."""
