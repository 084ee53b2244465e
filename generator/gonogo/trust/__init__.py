"""How far a sign-off, a waiver or an `na` can be believed."""
