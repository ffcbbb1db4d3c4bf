"""Who is who: names, offices, descriptions and pronouns become actors, and each statement gets its speaker.

In: the `Doc`, countries and attributions. Out: the `Cast`: actors, and who stands behind each mention.
Knows persons, bodies and groups, but not what is said about them.
"""
