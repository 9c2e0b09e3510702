"""What a first visit weighs and how long it takes, beside what it may.

`make budgets` opens the demo's pages in Chromium as a phone on a slow network would, and prints
each figure with its budget. It ends with 1 when one is broken. Sizes and requests are held by
`tests/browser/test_budgets.py` as well; times depend on the machine, and are for people to read.
"""
