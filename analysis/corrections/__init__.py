"""What the analyst knows better than the engine: a layer over a report, never an edit of it.

In: a report and corrections. Out: the corrected report; the corrections as a file, and back.
Knows which parts of a record a person may change.
"""
