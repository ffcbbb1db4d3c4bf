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
    "{S} described {X} as a bully.", "{S} called {X} a cheat.", "{S} called {X} “heartless”.",
    "{S} labelled {X} “a threat to peace”.", "“{X} is lying to the public,” {S} said.",
    "{S} said {X} was unfit to lead.",
    "{S} dismissed {X}'s explanation as nonsense.", "{S} dismissed the proposal by {X}.", "{S} mocked {X}'s plan.",
    "{S} rejected a statement by {X}.", "{S} rejected {X}'s offer.", "“We have had enough of {X}'s excuses,” {S} said.",
    "“We are tired of {X}'s promises,” {S} said.", "“People are fed up with {X},” {S} said.",
    "“I am sick of {X}'s tricks,” said {S}.", "{S} said the voters were done with {X}.",
    "{S} demanded that {X} resign.",
    "“{X} must resign,” {S} said.", "“Our savings were stolen by {X},” {S} said.", "{S} said {X} had no shame.",
    "“We were cheated by {X},” {S} said.", "{S} said {X} was to blame for the collapse.",
    "{S} held {X} responsible for the deaths.", "{S} said {X} had turned a blind eye to the abuse.",
    "{S} said {X} had failed the pupils.", "{S} told reporters that {X} had failed.", "“Shame on {X},” {S} said.",
    "“{X} is a danger to our democracy,” {S} said.", "{S} said {X} had ignored repeated warnings.",
    "“I do not trust {X},” {S} said.", "{S} said {X} was hiding the truth.", "“{X}'s conduct is shameful,” {S} said.",
    "{S} said {X} had broken every promise.", "{S} and {X} accused each other of shelling the border villages.",
    "{S} and {X} blamed each other for the fire.", "{S} said {X} had not kept a single promise.",
    "{S} complained that {X} had never answered the letters.", "{S} questioned the honesty of {X}.",
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
    "{S} said {X} survived a brutal assault.", "“{X} escaped a deadly ambush,” {S} said.",
    "{S} said {X} had suffered heavy losses.", "{S} said thieves had stolen the passport of {X}.",
    "{S} said {X} had sold the shares.", "{S} said {X} would answer questions after the break.",
    "{S} said {X} was born in a village near the sea.", "{S} said the bomb was meant for {X}.",
    "{S} said {X} did not attend the meeting.", "{S} said he had not spoken to {X}.",
    "{S} declined to comment on {X}.", "“Will {X} come to the talks?” {S} asked.", "{S} said {X} had moved to Lisbon.",
    "{S} said police had turned down a request by {X}.", "{S} said {X} accused {Y} of fraud.",
    "{S} said {X} had criticised {Y}.", "{S} said {X} was waiting for the results.", "{S} said {X} was on the list.",
    "{S} told {X} to sign the papers.", "{S} called on {X} to open the border.", "“I met {X} last year,” {S} said.",
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
    "“{X} is an expert and a fine colleague,” {S} said.", "“{X} has kept every promise,” {S} said.",
    "{S} said {X} had kept faith with the voters.", "{S} said {X} was the best choice for the job.",
    "{S} wished {X} every success.", "{S} said {X} had always told the truth.", "“I am proud of {X},” {S} said.",
    "“We are grateful to {X},” {S} said.", "{S} expressed support for {X}.", "{S} backed {X}.", "{S} endorsed {X}.",
    "{S} welcomed {X}'s decision.", "{S} paid tribute to {X}.", "{S} said {X} deserved the prize.",
    "“{X} is doing a great job,” {S} said.", "“The company will gain from {X}'s experience,” {S} said.",
    "{S} insisted {X} had broken no law.", "{S} said the case against {X} was baseless.",
    "{S} called {X} the finest doctor in the country.", "{S} described {X} as a trusted friend.",
    "“I trust {X},” {S} said.", "“Nobody works harder than {X},” {S} said.", "“{X} is a hero to all of us,” {S} said.",
    "The lawyer {S} denied that her client, {X}, had forged the cheque.", "{S} said he would vote for {X}.",
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
