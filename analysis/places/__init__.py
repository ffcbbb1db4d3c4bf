"""What in a text points to which country, and why.

In: an `Article` and its `Doc`. Out: `report.Country` records with their mentions, each with how and why.
Knows the world's names (gazetteer), and how to tell a place from a person, a street or a word.
"""
