"""The tables of the five kinds of file, and the decoding of nodes to records with these tables."""
