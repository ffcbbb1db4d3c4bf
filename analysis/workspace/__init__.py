"""Articles, readings and corrections kept from visit to visit, in one SQLite file that loses nothing.

In: articles, reports, corrections. Out: the same again, found by key, tag, outlet or words.
Knows the file and its faults; the only room that opens SQLite.
"""
