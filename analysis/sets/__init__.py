"""Many articles as one: the same actor, the same text, the same quotation.

In: frames of many reports. Out: who is who over all of them, doubles, and quotations that echo.
Knows when two records are one.
"""
