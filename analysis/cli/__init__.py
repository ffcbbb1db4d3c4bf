"""The command line: `onrecord` starts the dashboard, `onrecord extract` reads files into tables or reports.

In: arguments and files. Out: CSV, JSON lines, Parquet, a table for the eye, an exit status.
Knows terminals and processes.
"""
