"""Text as people paste it, or a file, becomes an `Article`: checked, divided into sections, every offset kept.

In: a string or a file. Out: `report.Article`; where its paragraphs, quotations, turns and sentences stand.
Knows how pages, files and quotation marks look, but not what a sentence means.
"""
