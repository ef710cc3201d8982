"""Reading plans and policies as they are: layout, then labelled fields, then typed values.

A small library of its own: it knows text and a table of labels, no models and no pages. What it
cannot place is shown, never dropped, and what it is unsure of says why.
"""
