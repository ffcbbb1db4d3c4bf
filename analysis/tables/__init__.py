"""Reports become frames: one filtered frame feeds table, map, chart and file, so that they cannot disagree.

In: reports. Out: pandas frames, narrowed by a `Filter`, and the files made of them (CSV, Excel).
Knows the columns of the contract.
"""
