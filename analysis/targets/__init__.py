"""About whom a statement is, and in what tone.

In: an attribution, its speaker and the `Cast`. Out: targets, the main one, countries, tone and probability.
Knows what speaks for somebody being spoken about.
"""
