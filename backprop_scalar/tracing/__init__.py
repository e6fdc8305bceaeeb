"""A training step written out: every quantity with its formula, its numbers and its value.

lines.py           a line: a quantity, its equation and operands; what it comes to
training_step.py   the lines of a training step, from the equations of the package
calculation.py     lines of your own, for what a training step does not contain
working.py         lines worked out, and read as text
written.py         operands that write arithmetic down instead of doing it
styles.py          in Unicode, ASCII, LaTeX, Python; mathml.py: in MathML
program.py         lines as a Python program; compiled.py: training by such programs
javascript.py      lines as a JavaScript program
magnitude.py       operands that know how large the terms were that cancelled
digits.py          a number as text
"""
