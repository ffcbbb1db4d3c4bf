"""Work done in other processes, that a death, a standstill or a greedy task cannot hurt.

In: the name of one of our functions, and requests. Out: an answer to each, or why there is none.
Knows processes, limits and signals, nothing of articles; imports nothing of ours.
"""
