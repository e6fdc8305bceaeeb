"""The quantities of a training step, and the five notes as data.

quantities.py   the names of the numbers: Quantity("z", l=2, j=0) and what it is in words
symbols.py      how a quantity looks: a letter with its scripts, whatever it is printed in
notation.py     a note's file read: letters, places, remarks, and its equations
spelling.py     a quantity of a given network in a note's letters, and its place there
legend.py       what the indices of its letters mean, in words

full_story.toml  anomitroid.toml  ko.toml  thill.toml  step_by_step.toml
"""
