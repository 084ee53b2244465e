"""`python -m gonogo` is the same as `gonogo`."""

from gonogo.cli import main

main()
