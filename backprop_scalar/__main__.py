"""python -m backprop_scalar: see `cli.py`."""

import sys

from .cli import main

sys.exit(main())
