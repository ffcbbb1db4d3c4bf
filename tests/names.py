"""Names and places for series of sentences of one kind, and who speaks in a text."""

from __future__ import annotations

from collections.abc import Sequence

from analysis import analyse

MEN = [
    ("Hans Groot", "Jan Smit"), ("Paul Brandt", "Marc Lenz"),
    ("Dieter Holz", "Anton Pauli"), ("Samuel Okoro", "David Mensah"),
    ("Carlos Vega", "Luis Ortega"), ("Ahmed Nasser", "Omar Haddad"),
    ("John Keller", "Peter Walsh"), ("Ivan Petrov", "Pavel Orlov"),
    ("Thomas Reyes", "Daniel Cruz"), ("Michael Brown", "George Hill"),
    ("Andrew Scott", "Simon Price"), ("Robert Nagy", "Victor Lazar"),
]  # fmt: skip
WOMEN = [
    ("Ines Holz", "Maria Pauli"), ("Anna Groot", "Eva Smit"),
    ("Laura Brandt", "Sofia Lenz"), ("Grace Okoro", "Esther Mensah"),
    ("Elena Vega", "Carmen Ortega"), ("Fatima Nasser", "Layla Haddad"),
    ("Susan Keller", "Karen Walsh"), ("Olga Petrova", "Irina Orlova"),
    ("Teresa Reyes", "Julia Cruz"), ("Sarah Brown", "Emily Hill"),
    ("Helen Scott", "Alice Price"), ("Monica Nagy", "Diana Lazar"),
]  # fmt: skip
LANDS = [
    ("Zambia", "Lusaka"), ("Peru", "Lima"), ("Kenya", "Nairobi"), ("Bolivia", "La Paz"), ("Ghana", "Accra"),
    ("Nepal", "Kathmandu"), ("Uruguay", "Montevideo"), ("Finland", "Helsinki"), ("Mongolia", "Ulaanbaatar"),
    ("Senegal", "Dakar"), ("Portugal", "Lisbon"), ("Malawi", "Lilongwe"),
]  # fmt: skip
PEOPLE = [
    "Bernard Keller", "Anna Groot", "Samuel Okoro", "Laura Brandt", "David Mensah", "Elena Vega", "Thomas Reyes",
    "Helen Scott", "Victor Nagy", "Grace Walsh", "Peter Lenz", "Sofia Cruz",
]  # fmt: skip


def speakers(text: str) -> list[str]:
    """Who speaks in each statement of a text."""
    return [statement.speaker.name for statement in analyse(text).statements]


def first(text: str) -> str:
    """Who speaks first in a text; nothing where nobody does."""
    return next(iter(speakers(text)), "")


def share(right: Sequence[bool]) -> float:
    """How many of a series are right."""
    return sum(right) / len(right)
