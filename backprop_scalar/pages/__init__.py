"""What is printed, in plain text, GitHub Markdown, HTML or LaTeX.

    page.py        headings, text and tables in one of the formats
    layout.py      breaking long cells so that a table fits the page
    tables.py      the tables of lines and of what is given
    output.py      options, printing, errors; progress.py: how far long work is

The pages of the commands:

    trace.py       trace, which is also the public function
    check.py       check            notation.py    notation
    training.py    train            equations.py   equation, equations
    unroll.py      unroll
"""
