"""The parts of pages. A part does not import pages."""
