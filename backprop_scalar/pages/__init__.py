"""What is printed: pages of headings, text and tables in four formats.

page.py       headings, text and tables in plain text, Markdown, HTML, LaTeX
layout.py     breaking the cells of a table that is too wide
tables.py     lines worked out, and what is given
output.py     options, printing a page, complaints in one line
progress.py   what a reader sees who waits

A page for each command: trace.py (and the public `trace`), check.py, training.py, notation.py,
equations.py.
"""
