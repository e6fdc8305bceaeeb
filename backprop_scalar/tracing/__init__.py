"""A training step written out: every quantity with its formula, its numbers and its value.

    quantities.py      what a line is about: z_1^2 of example 3
    steps.py           the lines of a training step, from the equations of the package
    written.py         operands that write arithmetic down instead of doing it
    notes.py           how the five notes write, as data (note.py the form, notes_anomitroid.py)
    notation.py        a quantity spelled as a note spells it
    tables.py          a step as the tables of a page
    pages.py           pages in plain text, Markdown, HTML and LaTeX
    layout.py          breaking long cells so that a table is at most 100 columns wide

The pages of the commands:

    step_page.py       trace                training_page.py   train
    check.py           check                concordance.py     notation
    equation_index.py  equation, equations  output.py          options, and printing

And for the walkthroughs:

    walkthrough.py     their frame
    calculation.py     lines that a training step does not contain
    thill_parts.py     what several of the scripts for thill have in common
"""
