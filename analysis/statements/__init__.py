"""Source, cue and content become attributions: who is said to have said what, how sure, and why.

In: an `Article` and its `Doc`. Out: `Attribution` records with kind, act, confidence and reasons.
Knows how speech is reported, but not who anybody is.
"""
