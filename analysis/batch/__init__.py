"""Many articles, unattended: from anything that holds some to one table or stream of reports, without losing one.

In: names of files, folders and patterns. Out: CSV, JSON lines, Parquet, and a file of what could not be read.
Knows sources, the log by which a run goes on, and Dask; sources → work → run → sinks, each a module.
"""
