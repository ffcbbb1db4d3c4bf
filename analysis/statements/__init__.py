"""Source, cue and content become attributions: who is said to have said what, how sure, and why.

In: the parsed article. Out: `Attribution` records (`find_attributions`, `settle`), `assessed` with confidence and
reasons. Knows how speech is reported, but not who anybody is.
"""
