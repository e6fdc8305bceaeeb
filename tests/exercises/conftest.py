"""Worksheets are marked where they are named, and left alone by a plain run of the tests."""

collect_ignore_glob = ["worksheet_*.py"]
