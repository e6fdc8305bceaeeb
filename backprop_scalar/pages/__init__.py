"""What is printed, in plain text, GitHub Markdown, HTML or LaTeX.

    page.py        headings, text and tables in one of the formats
    layout.py      breaking long cells so that a table fits the page
    tables.py      the tables of lines and of what is given
    web.py         the document, tables and style of an HTML page; live.py: the program of one
    svg.py         elements of drawings, their texts and their style, picture.css
    network_picture.py  a network drawn, by the places in plan.py; figure.py: in an HTML page
    plots.py       training drawn, with the axes of axes.py
    output.py      options, printing, errors; progress.py: how far long work is
    notebook.py    what a notebook shows of a problem and of a network

The pages of the commands:

    trace.py       trace, which is also the public function; steps.py: the page of the command
    check.py       check            notation.py    notation
    training.py    train            equations.py   equation, equations
    diagnosis.py   why a training ended badly
    unroll.py      unroll           pytorch.py     pytorch
    picture.py     picture
"""
