"""Who stands behind every name, office, description and pronoun of an article.

`resolve_actors` reads the text once from left to right. Names are known first (`named`); each pronoun and definite
description is given to the actor that the text so far makes likeliest, with a probability and a reason in plain words.
Who is likeliest, the resolvers say (`pronouns`, `descriptions`, `unnamed_sources`, `sourced`, `unsourced`), one idea a
file: each is given the state and returns a `Referent`; the walk records it. A statement's speaker is the actor behind
its source.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from ..english.lexicon import fold, roles, words
from ..english.noun_phrases import is_noun, is_plural, is_subject, lemma, noun_kind
from ..reader.capitals import is_written_in_capitals
from ..reader.parsed import ParsedArticle
from ..report import Country
from .both import NUMBERS, both, joined_persons
from .cast import Attributed, Cast, Mention
from .casting import cast_of
from .description_ranking import ranked_description
from .descriptions import described, known_as, named_after
from .former_and_latter import FORMER_AND_LATTER, former_or_latter
from .labels import labelled, short_labels
from .named import name_actors
from .nominals import number_told, owner_before, phrase_begin
from .office_holders import learn_offices
from .pronouns import first_person, pronoun_resolver
from .seats import is_addressed
from .sourced import sourced
from .sources import Sources, SourceTokens
from .state import ActorState, Phrase, Referent
from .strangers import remember_stranger
from .unnamed_sources import implied_source, introduce_source, phrase_start
from .unsourced import unsourced

_THINGS = frozenset({"organisation", "government", "document", "collective"})
"""Kinds of nouns that "it" may mean."""
_FIRST_PERSON = words("first") | words("first_plural")
_WORDS_BETWEEN_STOPS = 100


def resolve_actors(
    parsed: ParsedArticle, countries: Sequence[Country] = (), attributions: Sequence[Attributed] = ()
) -> Cast:
    """The cast of an article: its actors, their mentions and the speaker of every attribution."""
    return cast_of(walk(parsed, countries, attributions))


def walk(
    parsed: ParsedArticle,
    countries: Sequence[Country],
    attributions: Sequence[Attributed],
    at_word: Callable[[ActorState, int], None] | None = None,
) -> ActorState:
    """What is known at the end of an article; `at_word` is shown the state before pronouns and nouns are resolved."""
    state = ActorState(parsed, name_actors(parsed, countries), Sources(parsed, attributions), countries)
    learn_offices(state)
    _Walk(state, at_word).from_first_to_last()
    return state


class _Walk:
    """The walk through a text, from its first word to its last: what is met, and what is recorded of it."""

    def __init__(self, state: ActorState, at_word: Callable[[ActorState, int], None] | None) -> None:
        self.state = state
        self.at_word = at_word
        self.doc = state.doc
        self.first_persons: list[int] = []
        """The words "I" and "we": who they are shows at the end."""

    def from_first_to_last(self) -> None:
        state = self.state
        waiting = deque(state.sources.in_order)
        stories = deque(state.parsed.stories())
        for i, token in enumerate(state.parsed.tokens):
            if i % _WORDS_BETWEEN_STOPS == 0:
                state.parsed.go_on()
            state.turn_aside(i)
            while stories and stories[0][0] <= i:
                state.begin_story(*stories.popleft())
            if i in state.named_at:
                self._name(state.named_at[i])
            elif i not in state.actor_at:
                self._word(i, token)
            while waiting and waiting[0].at <= i:
                self._source(waiting.popleft())
        for source in waiting:
            self._source(source)
        self._first_persons()

    # -- words ------------------------------------------------------------------------------------------------------

    def _name(self, mention: Mention) -> None:
        state, draft = self.state, self.state.drafts[mention.actor]
        place = mention.place and not self._acts(mention.head)
        if not place and not mention.modifier:
            draft.place = False
        state.keep(replace(mention, place=place))
        if mention.modifier or place:
            return
        subject = is_subject(self.doc[mention.head])
        before = state.mention_at.get(mention.start - 2)
        if before is not None and before.actor != mention.actor and self.doc[mention.start - 1].text == "and":
            state.plurals.append(Phrase(mention.head, subject, "people", members=(before.actor, mention.actor)))
        elif len(members := joined_persons(state, mention)) > 1:
            state.plurals.append(Phrase(mention.head, subject, "people", members=members))
        if draft.plural:
            state.plurals.append(Phrase(mention.head, subject, "people", mention.actor))
        elif draft.type in ("org", "country") and not self._is_bracketed(mention):
            state.things.append(Phrase(mention.head, subject, "organisation", mention.actor))

    def _is_bracketed(self, mention: Mention) -> bool:
        """Whether a name stands alone in brackets: the agency of a dateline, no "it" of the report."""
        doc, end = self.doc, mention.end
        return mention.start > 0 and end < len(doc) and (doc[mention.start - 1].text, doc[end].text) == ("(", ")")

    def _acts(self, head: int) -> bool:
        """Whether a place's name stands for those who act there: subject, possessor, source, who is spoken to."""
        token = self.doc[head]
        if self.state.is_source(head) or is_subject(token) or is_addressed(token):
            return True
        if token.dep_ != "poss":
            return False
        owned = token.head
        return not (owned.dep_ == "pobj" and fold(owned.head.text) in words("location_preposition"))

    def _word(self, i: int, token: Token) -> None:
        state, word = self.state, fold(token.text)
        is_first_person = word in _FIRST_PERSON
        if is_first_person:
            self.first_persons.append(i)
        source = state.sources.by_head.get(i)
        is_source = source is not None or (word == "whose" and token.head.i in state.sources.by_head)
        resolver = pronoun_resolver(word, is_source=is_source)
        if resolver is not None and not is_written_in_capitals(self.doc, i):
            if self.at_word is not None:
                self.at_word(state, i)
            found = resolver(state, i)
            if found is not None:
                state.record(i, i + 1, i, "pronoun", found)
        elif word in FORMER_AND_LATTER and (pair := former_or_latter(state, i)) is not None:
            state.record(i - 1, i + 1, i, "nominal", pair)
        elif word in NUMBERS and (pair := both(state, i)) is not None:
            state.record(i, i + 1, i, "pronoun", pair)
        elif is_noun(token) and self._ends_phrase(i):
            self._noun(i, token, source)
        elif source is not None and not is_first_person:
            self._unnamed(source)
        elif word == "one":
            remember_stranger(state, i)

    def _ends_phrase(self, i: int) -> bool:
        """Whether a noun is the last of its phrase, and so its head."""
        following = self.doc[i + 1] if i + 1 < len(self.doc) else None
        if following is None or self.state.is_source(i):
            return True
        if following.text == "-" and not self.doc[i].whitespace_:
            return False
        name_follows = i + 1 in self.state.actor_at and self.doc[i].dep_ != "compound"
        day_follows = fold(following.text) in words("weekday")  # "accused the coast guard Friday of ..."
        return not is_noun(following) or following.is_sent_start is True or name_follows or day_follows

    def _noun(self, i: int, token: Token, source: SourceTokens | None) -> None:
        state = self.state
        found = labelled(state, source) if source is not None else None
        if found is not None:
            state.record(i, i + 1, i, "name", found)
            return
        start, kind = phrase_begin(state, i), noun_kind(token)
        if self.at_word is not None:
            self.at_word(state, i)
        found = named_after(state, i, token) or known_as(state, i, token)
        if found is not None:
            self._learn_country(found.actor, start, i)
            state.record(start, i + 1, i, "nominal", found)
            return
        found = described(state, i, token, start, kind) or ranked_description(state, i, start, kind)
        if found is not None and self._calls_himself(found.actor, i):
            found = None
        if found is not None:
            state.record(start, i + 1, i, "nominal", found)
            if kind in ("organisation", "role"):
                state.described[lemma(token)] = found.actor
        elif source is not None:
            self._unnamed(source)
        if i in state.mention_at and (number := number_told(state, i)):
            state.counted.setdefault((state.mention_at[i].actor, lemma(token)), number)
        self._remember_phrase(i, token, kind)
        remember_stranger(state, i)

    def _learn_country(self, actor: int, start: int, i: int) -> None:
        """ "Its commissioner, Ana Ruiz": a person is of the country of the body whose officer the text calls him."""
        draft, owner = self.state.drafts[actor], owner_before(self.state, start, i)
        if owner is None or draft.country or any(held.country for held in draft.roles):
            return
        body = self.state.drafts[self.state.actor_at[owner]]
        if body.type in ("org", "country"):
            draft.country = body.country

    def _calls_himself(self, actor: int, i: int) -> bool:
        """Whether a description would make a person speak of himself by name: “Holt is a hero,” the mayor said."""
        draft = self.state.drafts[actor]
        return draft.is_one_person and draft.named and self.state.in_own_content(actor, i)

    def _unnamed(self, source: SourceTokens) -> None:
        """A source that means nobody whom its words describe: somebody whom it implies, or a new actor."""
        found = implied_source(self.state, source)
        if found is None or self._calls_himself(found.actor, source.head):
            introduce_source(self.state, source)
        else:
            start = phrase_start(self.state, source)
            self.state.record(start, source.head + 1, source.head, "nominal", found)

    def _remember_phrase(self, i: int, token: Token, kind: str) -> None:
        """Keeps a noun phrase that "they" or "it" may mean."""
        doc, state = self.doc, self.state
        if i + 1 < len(doc) and doc[i + 1].text == "of" and fold(token.text) in words("number"):
            return
        if i > 1 and doc[i - 1].text == "of" and lemma(doc[i - 2]) in roles():  # "secretary of state"
            return
        mention = state.mention_at.get(i)
        phrase = Phrase(i, is_subject(token), kind, mention.actor if mention is not None else None)
        if is_plural(token) or kind == "people":
            state.plurals.append(phrase)
        elif kind in _THINGS:
            state.things.append(phrase)
            if kind == "collective":
                state.plurals.append(phrase)

    # -- speakers ---------------------------------------------------------------------------------------------------

    def _source(self, source: SourceTokens) -> None:
        state = self.state
        if source.head < 0:
            state.record_voice(source, unsourced(state, source))
            return
        voice = sourced(state, source)
        state.record_voice(source, voice)
        if isinstance(voice, Referent):
            for label in short_labels(state, source):
                state.labels.setdefault(label, voice.actor)

    def _first_persons(self) -> None:
        """Records who "I" and "we" are, and gives the sources among them their speakers."""
        state = self.state
        for i in self.first_persons:
            found = first_person(state, i) if i not in state.actor_at else None
            if found is not None:
                state.record(i, i + 1, i, "pronoun", found)
        for source in state.sources.in_order:
            mention = state.mention_at.get(source.head)
            if mention is not None and state.speaker(source) is None:
                state.record_voice(source, Referent(mention.actor, mention.probability, mention.reason))
