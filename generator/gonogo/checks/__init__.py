"""The rules of `gonogo check`: one module for each rule, and the modules that list them by subject."""
