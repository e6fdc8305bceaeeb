"""A training step written out: every quantity with its formula, its numbers and its value.

quantities.py   what a line is about: z_1^2 of example 3
steps.py        the lines of a training step, from the equations of the package
written.py      operands that write arithmetic down instead of doing it
notation.py     how the five notes spell a quantity
concordance.py  the five notes side by side
tables.py       a step as the tables of a page
pages.py        pages in plain text, Markdown, HTML and LaTeX
layout.py       breaking long cells so that a table is at most 100 columns wide
"""
