"""Hand-calculation exercises: sheets to be filled in, and marked as a good teacher would.

catalogue.py   the exercises, in rising order      draws.py      the numbers they draw
sheet.py       a sheet as data                     drawing.py    numbers in which slips show
worksheet.py   a sheet as Python, on paper, its key
sheet_text.py  a sheet cut into its lines          arithmetic.py  the answer on a line
answers.py     a sheet that was filled in          marking.py    its answers marked
slips.py       the slips that are named            changes.py    what they do to a line
explanations.py  where else a number comes from    mark_page.py  the page of a sheet marked
class_page.py  the sheets of a class marked        handing_out.py  a sheet for each student
practice.py    an exercise at a prompt             own_numbers.py  new numbers for a problem
assignment.py  an exercise or a problem of your own, with its words
pytest_sheets.py   pytest marks a worksheet, a test for each quantity
"""
