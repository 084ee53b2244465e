"""Node to model and back: a module for each kind of file."""
