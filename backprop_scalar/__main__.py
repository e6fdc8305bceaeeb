"""python -m backprop_scalar: see `cli.py`."""

import sys


def run() -> int:
    """Run the command line; the exit status."""
    try:
        from .cli import main

        return main()
    except KeyboardInterrupt:  # while the program was still being loaded
        return 130
    except ModuleNotFoundError as error:
        if error.name != "tabulate":
            raise
        sys.exit("backprop_scalar: error: tabulate is missing; do the set-up in README.md first")


if __name__ == "__main__":
    sys.exit(run())
