"""English: forms of names, noun phrases, cues and the lists of words behind them; what a second language would bring.

In: words, or tokens of a parsed text. Out: what a word or phrase is: title, office, forename, cue, group, number.
Knows nothing of articles, countries or statements.
"""
