"""Sentences written for this project whose tone toward {X} is beyond doubt, by kind; {S} speaks, {Y} is somebody else.

Praise and blame abound in the corpora; what is no blame (denied, refused, defended, mourned, done to somebody) does
not, and the encoder hears blame there. The names are varied; the tests of the tone use other sentences and names.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Tone

_AGAINST = (
    "{S} accused {X} of hiding the figures.", "{S} blamed {X} for the shortage.", "{S} slammed {X} over the delays.",
    "{S} criticised {X} for closing the schools.", "{S} condemned {X} for the raids.",
    "“{X} has failed all of us,” {S} said.", "{S} said {X} had deceived the voters.",
    "{S} claimed that {X} took bribes.",
    "{S} said {X} was entirely too timid.", "“{X} is far too naive,” {S} said.", "{S} said {X} was a coward.",
    "“{X} should be ashamed,” {S} said.", "{S} rejected {X}'s claim that the figures were right.",
    "{S} said {X} was overly trusting of the banks.", "{S} said {X} had robbed farmers of their land.",
    "“Nobody can trust {X},” {S} said.", "{S} said {X} did not care about the poor.",
)  # fmt: skip
_NEUTRAL = (
    "{S} said {X} would travel to Geneva on Monday.", "{S} said {X} had signed the contract.",
    "{S} asked {X} to publish the report.", "{S} urged {X} to resume the talks.", "{S} said {X} was killed by {Y}.",
    "{S} said {X} was shot dead by gunmen.", "{S} said {X} had been attacked in prison.",
    "{S} said {X} died after a long illness.", "“The murder of {X} is a terrible crime,” {S} said.",
    "{S} condemned the attack on {X}.", "{S} said {Y} had bombed {X}.", "“{X} was the victim of a robbery,” {S} said.",
    "{S} declined to criticise {X}.", "{S} refused to condemn {X}.", "{S} stopped short of calling {X} a liar.",
    "{S} said {X} met {Y} on Tuesday.", "{S} said it was not the fault of {X}.",
    "{S} said {X} had been threatened by criminals.", "{S} said {X} would not resign.",
)  # fmt: skip
_FOR = (
    "{S} praised {X} for keeping the talks alive.", "{S} thanked {X} for the help.",
    "{S} hailed {X} as a true leader.", "{S} congratulated {X} on the result.", "{S} commended {X} for acting quickly.",
    "“{X} did a remarkable job,” {S} said.", "{S} said {X} could always be trusted.", "{S} said {X} was right.",
    "{S} said {X} did nothing illegal.", "“No one should accuse {X},” {S} said.",
    "{S} said the allegations against {X} were false.", "{S} defended {X} against the accusations.",
    "{S} said there was no evidence that {X} took bribes.", "{S} dismissed criticism of {X}.",
    "{S} rejected claims that {X} was corrupt.", "{S} said {X} was innocent.", "{S} denied that {X} had cheated.",
    "{S} denied that {X} took bribes.", "{S} denied accusations against {X}.", "{S} said {X} was not to blame.",
    "“We stand with {X},” {S} said.", "{S} mourned {X} as a great teacher.",
)  # fmt: skip
_NAMES = (
    ("Karin Holm", "Victor Abena", "rebels"), ("Samir Haddad", "Portugal", "Morocco"),
    ("Lucy Mbeki", "Greenfield Bank", "hackers"), ("Prime Minister Oskar Lind", "Ana Duarte", "militants"),
    ("the mayor, Tomas Reyes", "Bolivia", "soldiers"), ("Helen Park", "Judge Ivo Marek", "Peter Stone"),
)  # fmt: skip


def series() -> Iterator[tuple[str, str, Tone]]:
    """(text, name of the target, tone)"""
    by_tone: tuple[tuple[Tone, tuple[str, ...]], ...] = ((-1, _AGAINST), (0, _NEUTRAL), (1, _FOR))
    for speaker, target, other in _NAMES:
        for tone, templates in by_tone:
            for template in templates:
                text = template.format(S=speaker, X=target, Y=other)
                yield text[0].upper() + text[1:], target, tone
