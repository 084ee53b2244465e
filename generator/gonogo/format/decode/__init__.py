"""The tables of the five kinds of file, with which nodes are decoded to records."""
