"""The program `gonogo`, which `python -m gonogo` runs, too."""

import gc


def run() -> None:
    """Runs the command line, and ends the process."""
    # Classes, functions and up to millions of nodes stay alive until the end: collecting garbage among them takes 2 ms
    # during the imports, a twentieth of `gonogo --version`, and then longer than reading the files.
    gc.set_threshold(1_000_000)
    from gonogo.cli import main  # noqa: PLC0415 - see above

    main()


if __name__ == "__main__":
    run()
