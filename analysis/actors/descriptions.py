"""Who a description means: an office, a government, an organisation, somebody's campaign, an unnamed source."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from ..english.lexicon import Role, fold, group_nouns, roles, words
from ..english.name_forms import org_key
from ..english.noun_phrases import (
    is_plural,
    is_subject,
    left_edge,
    lemma,
    looks_like_person,
    noun_kind,
    text_of,
    without_article,
)
from .drafts import Draft
from .offices import HeldRole
from .state import SURE_POINTER, Scene, Source

_CANDIDATES = 30
"""Organisations, most recently mentioned first, that a description may mean."""


_LEAD = 2
"""Paragraphs after the title in which a source may be named only further on."""
_SOON = 12
"""Sentences (and paragraph ends) within which it is then named."""


class Descriptions(Scene):
    """The part of the reading that places descriptions."""

    def _known_description(self, i: int, token: Token, start: int, kind: str) -> tuple[int, float, str] | None:
        """The actor that a description means: an office, a government, an organisation, a name's campaign or aides."""
        written = text_of(self.doc, start, i + 1)
        first = fold(self.doc[start].text)
        definite = first in words("definite")
        possessed = any(self.doc[j].tag_ in ("POS", "PRP$") for j in range(start, i))
        if kind == "government":
            return self._government(i, token, start, definite, written)
        owned = self._named_owner(i, token, start, kind)
        if owned is not None:
            return owned
        if is_plural(token) or not (definite or (possessed and kind == "organisation")):
            return None
        if kind == "role" and not possessed:
            return self._office(i, token, start, written)
        if kind == "organisation":
            return self._organisation(i, token, start, written)
        if kind == "document":
            return self._same_nominal(lemma(token), written, "document") or self._last_document(i, written)
        return None

    def _last_document(self, i: int, written: str) -> tuple[int, float, str] | None:
        """ "A survey says ... The study found": the document that spoke just before, under another noun."""
        last = self.previous
        if last is None or last.speaker is None or self.drafts[last.speaker].type != "document":
            return None
        if i not in self.source_heads or self.narrated[i] - self.narrated[last.at] > 2:
            return None
        return last.speaker, 0.6, f"“{written}” → {self.drafts[last.speaker].name}, the last document quoted"

    def _office(self, i: int, token: Token, start: int, written: str) -> tuple[int, float, str] | None:
        role = roles().get(lemma(token)) or roles().get(fold(token.text))
        if role is None:
            return None
        described = frozenset(fold(self.doc[j].text) for j in range(start, i)) - words("article")
        best: tuple[float, int, HeldRole] | None = None
        for actor, held in self.role_holders.get(role.like, ()):
            seen = self.seen.get(actor)
            overlap = len(described & held.words)
            foreign = len(described - held.words - {"former", "then", "new", "current", "outgoing"})
            gap = self.sentence[i] - self.sentence[seen.token] if seen else 8
            score = 1.2 * overlap - 0.8 * foreign - 0.15 * min(gap, 10) - (1.5 if seen is None else 0.0)
            score += 1.0 if held.text and fold(token.text) in held.words else 0.0
            if best is None or score > best[0]:
                best = (score, actor, held)
        pointed = max(self._pointed(i).items(), key=lambda item: item[1], default=(-1, 0.0))
        if best is not None and role.kind != "generic":
            # One office named in the text and one office meant: the more its words agree, the surer.
            probability = 1 / (1 + math.exp(-(best[0] + 1.2)))
            if probability > 0.3:
                return (
                    best[1],
                    min(probability, 0.95),
                    f"“{written}” → {self.drafts[best[1]].name}, called “{best[2].text}” in the text",
                )
        same = self._same_nominal(lemma(token), written, "person")
        if same is not None:
            return same
        own = self._in_own_content(pointed[0], i)
        if pointed[1] > SURE_POINTER and self._can_describe(token, pointed[0]) and not own:
            return pointed[0], pointed[1], f"“{written}” → {self.drafts[pointed[0]].name}, whom it describes"
        return self._likely_holder(i, token, start, written, role)

    def _likely_holder(
        self, i: int, token: Token, start: int, written: str, role: Role
    ) -> tuple[int, float, str] | None:
        """ "the Vermont senator", said of nobody before: a description that only readers who know the person can place.

        Journalists use it for variety, for somebody whom they have just named; a guess, and marked as one.
        """
        if i not in self.source_heads or fold(self.doc[start].text) != "the" or role.kind == "generic":
            return None
        if role.kind == "kin" and not (start + 1 < i and any(t.tag_ in ("CD", "JJ") for t in self.doc[start + 1 : i])):
            return None
        sign = 1.0 if role.gender == "m" else -1.0
        best: tuple[float, int] | None = None
        for rank, actor in enumerate(islice(reversed(self.seen), 8)):
            draft, seen = self.drafts[actor], self.seen[actor]
            if not self._one_person(actor) or not draft.named or (role.gender and draft.gender * sign < -1.5):
                continue
            if self._in_own_content(actor, i):
                continue
            gap = self.narrated[i] - self.narrated[seen.token]
            score = 0.8 * math.log1p(self.total[actor]) + seen.subject - 0.4 * min(gap, 5) - 0.2 * rank
            score -= 1.5 * self._said_by_others(actor, i)
            score += 0.8 * (self.previous is not None and self.previous.speaker == actor)
            if gap <= 6 and (best is None or score > best[0]):
                best = (score, actor)
        if best is None:
            return None
        return best[1], 0.45, f"“{written}” → perhaps {self.drafts[best[1]].name}, the person in view"

    def _government(
        self, i: int, token: Token, start: int, definite: bool, written: str
    ) -> tuple[int, float, str] | None:
        code = next((self.named.countries_at[j] for j in range(start, i) if j in self.named.countries_at), None)
        after = i + 2
        if code is None and after < len(self.doc) and fold(self.doc[i + 1].text) == "of":
            code = next(
                (
                    self.named.countries_at[j]
                    for j in range(after, min(after + 3, len(self.doc)))
                    if j in self.named.countries_at
                ),
                None,
            )
        word = lemma(token)
        base = word if word in group_nouns() else fold(token.text)
        if code is not None and base not in ("state",):
            return self._country(code, i), 0.9, f"“{written}” → {self.country_names[code]}, whose government it is"
        bare = start == i and base == "government" and is_subject(token)
        if not (definite or bare) and i not in self.source_heads:
            return None
        if base in ("country", "nation", "republic", "kingdom"):
            actor = self.last_country
            return (
                None
                if actor is None
                else (actor, 0.6, f"“{written}” → {self.drafts[actor].name}, the last country named")
            )
        if base == "state":
            return self._last_place(written)
        if self.focus is None:
            return None
        return (
            self._country(self.focus, i),
            0.7,
            f"“{written}” → {self.country_names[self.focus]}, the country that the article is about",
        )

    def _last_place(self, written: str) -> tuple[int, float, str] | None:
        for mention in islice(reversed(self.mentions), 40):
            draft = self.drafts[mention.actor]
            if draft.type == "org" and mention.place:
                return mention.actor, 0.5, f"“{written}” → {draft.name}, the last place named"
        return None

    def _organisation(self, i: int, token: Token, start: int, written: str) -> tuple[int, float, str] | None:
        base = lemma(token)
        described = frozenset(fold(self.doc[j].text) for j in range(start, i + 1)) - words("article")
        for actor in islice(reversed(self.seen), _CANDIDATES):
            draft = self.drafts[actor]
            if draft.type == "org" and draft.named and base in org_key(draft.name):
                extra = described - set(org_key(draft.name)) - {base, fold(token.text)}
                if not extra:
                    return actor, 0.85, f"“{written}” → {draft.name}, named before"
        same = self._same_nominal(base, written, "org")
        if same is not None:
            return same
        pointed = max(self._pointed(i).items(), key=lambda item: item[1], default=(-1, 0.0))
        if pointed[1] > SURE_POINTER and self.drafts[pointed[0]].type == "org":
            return pointed[0], pointed[1], f"“{written}” → {self.drafts[pointed[0]].name}, which it describes"
        if base in self.described and len(described) == 1:
            actor = self.described[base]
            return actor, 0.7, f"“{written}” → {self.drafts[actor].name}, described so before"
        if base in words("any_organisation") and len(described) == 1:
            for actor in islice(reversed(self.seen), 8):
                draft, seen = self.drafts[actor], self.seen[actor]
                if draft.type == "org" and draft.named and self.sentence[i] - self.sentence[seen.token] <= 3:
                    return actor, 0.5, f"“{written}” → {draft.name}, the last organisation named"
        return None

    def _named_owner(self, i: int, token: Token, start: int, kind: str) -> tuple[int, float, str] | None:
        """ "the Clinton campaign", "Clinton's campaign", "black voters": a body or group of its own."""
        if kind == "people":
            if not any(self._names_people(j, token) for j in range(start, i)):
                return None
            begin = without_article(self.doc, start, i + 1)
            actor = self._nominal(fold(text_of(self.doc, begin, i + 1)), text_of(self.doc, begin, i + 1), "group", i)
            self.drafts[actor].named = True
            return actor, 0.9, ""
        if kind != "organisation" and fold(token.text) not in words("name_org"):
            return None
        if is_plural(token) and kind != "organisation":
            return None
        owner = next((j for j in range(i - 1, start - 1, -1) if j in self.by_token), None)
        if owner is None or self.drafts[self.by_token[owner]].type not in ("person", "org", "country", "group"):
            return None
        possessive = self.doc[owner].tag_ == "PRP$" or (owner + 1 < i and self.doc[owner + 1].tag_ == "POS")
        if possessive and (fold(token.text) not in words("name_org") or token.text[:1].isupper()):
            return None  # "the Prosecutor General's Office" is a name, and no prosecutor's
        base = lemma(token)
        actor = self._owner_of_like(self.by_token[owner], base)
        key = self._owned_key(actor, base, owner, i, possessive=possessive)
        if key not in self.owned:
            begin = without_article(self.doc, start, i + 1)
            name = text_of(self.doc, begin, i + 1)
            if possessive:
                own = _after_possessor(self.doc, owner, i)
                name = f"{self.drafts[actor].name}'s {own}"
            if base in words("campaign"):  # "the Lee team" is the Lee campaign where the text calls it so too
                campaign = f"{self.doc[owner].text} campaign"
                name = campaign if campaign.casefold() in self.text.casefold() else name
            self.owned[key] = self._add(Draft("org", name, i, country=self.drafts[actor].country, head=lemma(token)))
        if possessive:
            self._inside_name(owner)
        draft = self.drafts[self.owned[key]]
        reason = f"“{text_of(self.doc, start, i + 1)}” → {draft.name}" if possessive else ""
        return self.owned[key], 0.9, reason

    def _owner_of_like(self, actor: int, noun: str) -> int:
        """Whose a noun is; where the possessor is such a thing itself ("its foreign ministry"), whose that is."""
        if self.drafts[actor].head != noun:
            return actor
        return next((owner for (owner, _), owned in self.owned.items() if owned == actor), actor)

    def _owned_key(self, actor: int, noun: str, owner: int, i: int, *, possessive: bool) -> tuple[int, str]:
        """What an owned organisation is known by: a defence ministry is no foreign one, "its ministry" is either."""
        if noun in words("campaign"):
            return actor, "campaign"
        own = fold(_after_possessor(self.doc, owner, i)) if possessive else noun
        if " " in own:
            return actor, own
        return next((key for key in self.owned if key[0] == actor and key[1].split()[-1] == own), (actor, own))

    def _names_people(self, j: int, noun: Token) -> bool:
        """Whether a modifier makes a people or community of the noun: "black voters", "the Zongo communities"."""
        token = self.doc[j]
        community = fold(noun.text) in words("community")
        place = j in self.by_token and self.drafts[self.by_token[j]].type in ("org", "country", "group")
        known = fold(token.text) in words("peoples") or token.ent_type_ == "NORP"
        return known or (community and (place or j in self.named.countries_at))

    def _inside_name(self, head: int) -> None:
        """Marks a possessor as part of the name that it stands in: "Lee's campaign" says nothing of Lee."""
        mention = self.mention_at.get(head)
        if mention is not None:
            at = next(k for k in range(len(self.mentions) - 1, -1, -1) if self.mentions[k] is mention)
            self.mention_at[head] = self.mentions[at] = replace(mention, modifier=True)

    def _same_nominal(self, base: str, written: str, wanted: str) -> tuple[int, float, str] | None:
        """The last actor that was described with the same noun: "an engineering source ... the source"."""
        for actor in reversed(self.nominals.get(base, [])):
            draft = self.drafts[actor]
            if draft.type == wanted and not draft.plural:
                return actor, 0.8, f"“{written}” → {draft.name}, described so before"
        return None

    def _source_phrase(self, i: int, token: Token) -> None:
        """An actor for a source that nothing before explains: a group, an unnamed person, a document."""
        source = self.source_heads[i]
        kind = noun_kind(token)
        start = max(left_edge(self.doc, i), source.start)
        owner = self._owner(start, i)
        if owner is not None and kind == "" and not looks_like_person(token):
            actor = self.by_token[owner]
            self._record(
                start,
                i + 1,
                i,
                "nominal",
                actor,
                0.7,
                f"“{text_of(self.doc, start, i + 1)}” → {self.drafts[actor].name}",
            )
            return
        pointed = max(self._pointed(i).items(), key=lambda item: item[1], default=(-1, 0.0))
        definite = fold(self.doc[start].text) in words("definite")
        if definite and pointed[1] > 0.6 and self._can_describe(token, pointed[0]):
            actor = pointed[0]
            self._record(
                start,
                i + 1,
                i,
                "nominal",
                actor,
                pointed[1],
                f"“{text_of(self.doc, start, i + 1)}” → {self.drafts[actor].name}, whom it describes",
            )
            return
        if kind == "organisation" and not definite and not is_plural(token):
            later = self._named_later(i, token)
            if later is not None:
                written = text_of(self.doc, start, i + 1)
                reason = f"“{written}” → {self.drafts[later].name}, named further on"
                self._record(start, i + 1, i, "nominal", later, 0.6, reason)
                return
        actor = self._new_nominal(i, self._nominal_kind(token, kind), self._phrase_limit(source))
        if i not in self.mention_at:
            self._record(start, i + 1, i, "nominal", actor, 0.9, "")

    def _named_later(self, i: int, token: Token) -> int | None:
        """ "A rights group said ...", in the title or lead: the first organisation further on called a group."""
        if self.paragraph[i] > _LEAD:
            return None
        base = lemma(token)
        for mention in self.named.mentions:
            if mention.start <= i or self.drafts[mention.actor].type != "org" or mention.modifier:
                continue
            if self.sentence[mention.start] > self.sentence[i] + _SOON:
                return None
            if base in org_key(self.drafts[mention.actor].name) or base in self._apposition(mention.end):
                return mention.actor
        return None

    def _apposition(self, end: int) -> frozenset[str]:
        """The words of the description after a name: "(ODF), a European human rights group,"."""
        if end < len(self.doc) and self.doc[end].text == "(":
            end = next((j + 1 for j in range(end, min(end + 8, len(self.doc))) if self.doc[j].text == ")"), end)
        opening = [fold(token.text) for token in self.doc[end : end + 2]]
        if len(opening) < 2 or opening[0] != "," or opening[1] not in words("article"):
            return frozenset()
        found = []
        for token in self.doc[end + 2 : end + 12]:
            if token.is_punct and token.text not in ("-", "’"):
                break
            found.append(lemma(token))
        return frozenset(found)

    def _phrase_limit(self, source: Source) -> int:
        """How far a source's phrase may reach: to its cue, where that follows; sources are at times cut short."""
        limit = max(source.end, source.head + 1)
        if source.attribution.cue:
            cue = self.index.tokens(source.attribution.cue[0])[0]
            if limit < cue <= limit + 10 and self.sentence[min(cue, len(self.doc) - 1)] == self.sentence[source.head]:
                return cue
        return limit

    def _nominal_kind(self, token: Token, kind: str) -> str:
        if is_plural(token):
            return "document" if kind == "document" else "group"
        if kind in ("people", "collective"):
            return "group"
        if kind == "document":
            return "document"
        if kind in ("organisation", "government"):
            return "org"
        if kind == "role" or looks_like_person(token) or token.tag_ in ("PRP", "CD"):
            return "person"
        return "org" if token.tag_ in ("NNP", "NNPS") else "unknown"


def _after_possessor(doc: Doc, owner: int, i: int) -> str:
    """What is owned, without its possessor: "its foreign ministry" -> "foreign ministry"."""
    first = owner + 1 + (owner + 1 < i and doc[owner + 1].tag_ == "POS")
    return text_of(doc, first, i + 1)
