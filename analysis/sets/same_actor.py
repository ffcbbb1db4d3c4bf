"""The actors of many articles as one cast: the same person, organisation or country in one row, homonyms apart.

Each article has actors of its own (`frames.to_frame(reports, "actors")`). Equal full names are one person where their
countries do not contradict; shorter forms, and a surname alone, join a fuller name only where just one fits. Two actors
of one article, which its reader has told apart, are never joined. Who is only described ("officials", "a spokesman") is
a row by these words: a kind of speaker, not a person.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count

import pandas as pd

from ..corrections.model import Correction, Voice, latest
from ..english.lexicon import fold, roles, words
from ..english.name_forms import acronyms, org_key, parse_person, same_person

CAST_COLUMNS = (
    "actor_id", "actor", "type", "role", "country", "aliases", "articles", "mentions", "named",
    "said_by", "said_about", "words",
)  # fmt: skip
"""The columns of `cast`: one row for each actor of the whole set."""

_ACRONYM = 6
"""Letters that an acronym has at most."""


def join(actors: pd.DataFrame, known: Iterable[Correction] = ()) -> pd.DataFrame:
    """The actors of many articles, each with `who` it is in the whole set, and what that one is `called` there.

    `known` are the corrections of voices: which of them are one, and what one is called. Ids stay the same as long as
    the name does, whatever a person calls it; no two in a set have the same id or the same name.
    """
    everyone = list(_profiles(actors))
    groups = [*_persons([p for p in everyone if p.type == "person" and not p.described])]
    groups += _organisations([p for p in everyone if p.type == "org"])
    groups += _by_country([p for p in everyone if p.type == "country"])
    apart = {"org", "country", "unknown"}
    groups += _alike([p for p in everyone if p.type not in apart and (p.type != "person" or p.described)])
    groups = _with_unknown(groups, [p for p in everyone if p.type == "unknown"])
    found = {profile.row: (group.id, called) for group, called in _as_known(groups, known) for profile in group.members}
    who, called = zip(*(found[row] for row in range(len(actors))), strict=True) if len(actors) else ((), ())
    return actors.assign(who=list(who), called=list(called))


def cast(joined: pd.DataFrame) -> pd.DataFrame:
    """One row for each actor of the set, those who say most first (CAST_COLUMNS), from what `join` gives."""
    counts = {name: (name, "sum") for name in ("mentions", "named", "said_by", "said_about", "words")}
    found = joined.groupby("who", sort=False).agg(
        actor=("called", "first"), type=("type", _commonest), role=("role", _commonest),
        country=("country", _commonest), articles=("article_id", "nunique"), **counts,
    )  # fmt: skip
    forms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    columns = (joined[name].tolist() for name in ("who", "aliases", "actor"))
    for who, aliases, name in zip(*columns, strict=True):
        forms[who] |= dict.fromkeys(filter(None, (*aliases, name)))
    found["aliases"] = [
        tuple(name for name in forms[who] if name != called)
        for who, called in zip(found.index, found["actor"], strict=True)
    ]
    found = found.reset_index(names="actor_id")[list(CAST_COLUMNS)]
    order = ["said_by", "said_about", "mentions"]
    return found.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def recounted(actors: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The cast with what each says and is spoken about in some of the statements: those that stand, of these."""
    stand = statements[statements["speech"].astype(bool) & (statements["checked"] != "rejected")]
    by = stand.groupby("speaker_id")["words"].agg(["size", "sum"])
    about = stand["about_ids"].explode().value_counts()

    def of(counts: pd.Series) -> pd.Series:
        return actors["actor_id"].map(counts).fillna(0).astype("Int64")

    return actors.assign(said_by=of(by["size"]), said_about=of(about), words=of(by["sum"]))


def onto(statements: pd.DataFrame, joined: pd.DataFrame) -> pd.DataFrame:
    """The statements (`frames.wide`) with the actors of the set in place of each article's own."""
    columns = (joined[name].tolist() for name in ("article_id", "actor_id", "actor", "who", "called"))
    who: dict[tuple[str, str], str] = {}
    called: dict[tuple[str, str], str] = {}
    named: dict[tuple[str, str], str] = {}
    for article, own, name, own_who, own_called in zip(*columns, strict=True):
        who[article, own], called[article, own], named[article, name] = own_who, own_called, own_called
    articles = statements["article_id"].tolist()

    def one(names: str, ids: str) -> list[str]:
        pairs = zip(articles, statements[names].tolist(), statements[ids].tolist(), strict=True)
        return [called.get((article, own), name) for article, name, own in pairs]

    def id_of(ids: str) -> list[str]:
        return [who.get((article, own), own) for article, own in zip(articles, statements[ids].tolist(), strict=True)]

    def many(column: str, table: dict[tuple[str, str], str]) -> pd.Series:
        cells = zip(articles, statements[column].tolist(), strict=True)
        new = [tuple(dict.fromkeys(table.get((article, part), part) for part in cell)) for article, cell in cells]
        return pd.Series(new, index=statements.index, dtype=object)

    return statements.assign(
        speaker=one("speaker", "speaker_id"), about=one("about", "about_id"), about_all=many("about_all", named),
        speaker_id=id_of("speaker_id"), about_id=id_of("about_id"), about_ids=many("about_ids", who),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------- one actor


@dataclass(frozen=True, slots=True)
class _Profile:
    """An actor of one article, as far as it tells who it is."""

    row: int
    article: str
    name: str
    type: str
    role: str
    country: str
    aliases: tuple[str, ...]
    keys: tuple[str, ...]
    """The name for comparison."""
    described: bool
    """Whether no name is known, only a description."""
    offices: frozenset[str]
    """The nouns of its role, each by the noun that stands for it and its synonyms."""
    gender: str


@dataclass(slots=True)
class _Group:
    """Actors that are the same."""

    keys: tuple[str, ...]
    """The fullest name."""
    type: str
    members: list[_Profile] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    id: str = ""

    @classmethod
    def of(cls, profiles: Iterable[_Profile]) -> _Group:
        members = list(profiles)
        group = cls(members[0].keys, members[0].type)
        for profile in members:
            group.add(profile)
        return group

    def add(self, profile: _Profile) -> None:
        self.members.append(profile)
        self.articles.add(profile.article)
        self.countries |= {profile.country} - {""}
        self.offices |= profile.offices
        self.genders |= {profile.gender} - {""}

    def take(self, other: _Group) -> None:
        """Make the other one's members its own."""
        for profile in other.members:
            self.add(profile)

    def identify(self, homonym: str) -> None:
        """Give it an id, which it keeps; `homonym` tells it from others of the same type and name."""
        own = "\x1f".join((self.type, *self.keys, homonym))
        self.id = self.id or "j" + hashlib.sha256(own.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The written form that is used most, among those of the fullest name."""
        full = [profile.name for profile in self.members if profile.keys == self.keys]
        return _commonest(full or [profile.name for profile in self.members])


def _profiles(actors: pd.DataFrame) -> Iterator[_Profile]:
    columns = (actors[name].tolist() for name in ("article_id", "actor", "type", "role", "country", "aliases"))
    # Many articles have the same names and roles: each is taken apart once.
    name_of, role_of = cache(_name_of), cache(_role_of)
    for row, (article, name, kind, role, country, aliases) in enumerate(zip(*columns, strict=True)):
        offices, role_gender = role_of(role)
        keys, described, gender = name_of(name, kind)
        gender = gender or role_gender
        yield _Profile(row, article, name, kind, role, country, aliases, keys, described, offices, gender)


def _role_of(role: str) -> tuple[frozenset[str], str]:
    """The offices in a role, and the gender that it tells."""
    nouns = [roles()[word] for word in fold(role).split() if word in roles()]
    offices = frozenset(noun.like for noun in nouns if noun.kind == "office")
    return offices, next((noun.gender for noun in nouns if noun.gender), "")


def _name_of(name: str, kind: str) -> tuple[tuple[str, ...], bool, str]:
    """A name for comparison, whether it only describes, and the gender that it tells."""
    if kind == "person":
        described = any(
            word[:1].islower() and fold(word).split("-")[0] not in words("particle") for word in name.split()
        )
        parsed = parse_person(name.split())
        if parsed.keys and not described:
            # A surname may be somebody else's forename.
            return parsed.keys, False, parsed.gender if parsed.titled or len(parsed.keys) > 1 else ""
        return org_key(name), True, ""
    return org_key(name) or (fold(name),), kind != "org", ""


# ----------------------------------------------------------------------------------------------- each type's rule


def _alike(profiles: Iterable[_Profile]) -> list[_Group]:
    """Groups of the same type and name, apart by country; who has none belongs to the only one, if just one fits."""
    named: defaultdict[tuple[str, tuple[str, ...]], list[_Profile]] = defaultdict(list)
    for profile in profiles:
        named[profile.type, profile.keys].append(profile)
    return [group for same in named.values() for group in _apart_by_country(same)]


def _apart_by_country(profiles: Sequence[_Profile]) -> Iterator[_Group]:
    by_country: defaultdict[str, list[_Profile]] = defaultdict(list)
    for profile in profiles:
        by_country[profile.country].append(profile)
    if len(by_country) <= 2 and "" in by_country:
        yield _Group.of(profiles)
    else:
        yield from map(_Group.of, by_country.values())


def _persons(profiles: Sequence[_Profile]) -> list[_Group]:
    """Persons by name: exactly the same names first, then shorter forms, then surnames alone."""
    groups = [group for alike in _alike(profiles) for group in _apart_by_article(alike)]
    full = [group for group in groups if len(group.keys) > 1]
    alone = [group for group in groups if len(group.keys) == 1]
    full.sort(key=lambda group: (-sum(len(key) > 1 for key in group.keys), -len(group.keys)))
    kept: list[_Group] = []
    by_end: defaultdict[str, list[_Group]] = defaultdict(list)
    for group in full:
        near = {id(other): other for key in (group.keys[0], group.keys[-1]) for other in by_end[key]}.values()
        fits = [other for other in near if same_person(other.keys, group.keys) and not _contradict(other, group)]
        if not _joined_to_the_only(group, fits):
            kept.append(group)
            for key in {group.keys[0], group.keys[-1]}:
                by_end[key].append(group)
    # A surname is looked up among the full names as they stand now, before any other surname has joined.
    by_surname: defaultdict[str, list[_Group]] = defaultdict(list)
    for group in kept:
        by_surname[group.keys[-1]].append(group)
    chosen = [[g for g in by_surname[group.keys[0]] if not _contradict(g, group, strict=True)] for group in alone]
    kept += [group for group, fits in zip(alone, chosen, strict=True) if not _joined_to_the_only(group, fits)]
    return kept


def _apart_by_article(group: _Group) -> Iterator[_Group]:
    """The group, without those that their own article tells from another of its members."""
    seen: set[str] = set()
    first: list[_Profile] = []
    for profile in group.members:
        if profile.article in seen:
            yield _Group.of([profile])
        else:
            first.append(profile)
        seen.add(profile.article)
    yield _Group.of(first)


def _joined_to_the_only(group: _Group, fits: Sequence[_Group]) -> bool:
    """Whether just one fits; then the two are one, unless an article tells two persons apart."""
    told_apart = group.type == "person" and bool(fits) and not fits[0].articles.isdisjoint(group.articles)
    if len(fits) != 1 or told_apart:
        return False
    fits[0].take(group)
    return True


def _contradict(one: _Group, other: _Group, *, strict: bool = False) -> bool:
    """Whether country or gender say that the two are not the same; `strict`, their offices too."""

    def differ(a: set[str], b: set[str]) -> bool:
        return bool(a and b and a.isdisjoint(b))

    return differ(one.countries, other.countries) or (
        strict and (differ(one.genders, other.genders) or differ(one.offices, other.offices))
    )


def _organisations(profiles: Sequence[_Profile]) -> list[_Group]:
    """Organisations by name; an acronym or another short form joins a full name where just one has it."""
    groups = _alike(profiles)
    full = [group for group in groups if len(group.keys) > 1]
    forms: defaultdict[tuple[str, ...], list[_Group]] = defaultdict(list)
    for group in full:
        short: set[tuple[str, ...]] = {(letters,) for member in group.members for letters in acronyms(member.name)}
        short |= {org_key(alias) for member in group.members for alias in member.aliases}
        for form in short - {group.keys}:
            forms[form].append(group)
    kept = []
    for group in groups:
        fits = [] if len(group.keys) > 1 else [g for g in forms[group.keys] if _is_short_for(group, g)]
        if not _joined_to_the_only(group, fits):
            kept.append(group)
    return kept


def _is_short_for(short: _Group, full: _Group) -> bool:
    """Whether a name is written as an acronym, or an article itself has it for the full one's."""
    name = short.members[0].name
    written = len(name) <= _ACRONYM and name.replace(".", "").isupper()
    told = any(org_key(alias) == short.keys for member in full.members for alias in member.aliases)
    return (written or told) and not _contradict(short, full)


def _by_country(profiles: Iterable[_Profile]) -> list[_Group]:
    """Countries by their code; one without a code by its name."""
    found: defaultdict[str, list[_Profile]] = defaultdict(list)
    for profile in profiles:
        found[profile.country or fold(profile.name)].append(profile)
    groups = []
    for code, members in found.items():
        group = _Group.of(members)
        group.keys = (code,)
        groups.append(group)
    return groups


def _with_unknown(groups: list[_Group], profiles: Sequence[_Profile]) -> list[_Group]:
    """All groups, with the actors of unknown type: each to the only one of its name, whatever that is."""
    by_name: defaultdict[tuple[str, ...], list[_Group]] = defaultdict(list)
    for group in groups:
        for keys in {org_key(member.name) for member in group.members}:
            by_name[keys].append(group)
    rest = []
    for group in _alike(profiles):
        fits = [other for other in by_name[group.keys] if not _contradict(other, group)]
        if not _joined_to_the_only(group, fits):
            rest.append(group)
    return groups + rest


# ------------------------------------------------------------------------------------------ the names of the set


def _as_known(groups: list[_Group], known: Iterable[Correction]) -> list[tuple[_Group, str]]:
    """The groups with their names, after those that a person holds for one were made one, and renamed."""
    counting = latest(known)
    if not counting:
        return list(_called(groups))
    voices = _Voices(list(_called(groups)))
    names: dict[str, str] = {}
    for one in counting:
        own = voices.id_of(one.subject) if isinstance(one.subject, Voice) else None
        if own is None:
            continue
        if isinstance(one.value, Voice):
            voices.merge(own, voices.id_of(one.value))
        else:
            names[own] = str(one.value)
    called = list(_called(voices.left()))
    names = {voices.now(own): name for own, name in names.items()}
    taken = {name for group, name in called if group.id not in names}
    for number, (group, _) in enumerate(called):
        if group.id in names:
            called[number] = (group, _free(names[group.id], taken))
            taken.add(called[number][1])
    return called


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number where another one has it."""
    numbered = (f"{name} ({number})" for number in count(2))
    return name if name not in taken else next(other for other in numbered if other not in taken)


class _Voices:
    """The groups by id and by name while some of them become one."""

    def __init__(self, called: Sequence[tuple[_Group, str]]) -> None:
        self._groups = {group.id: group for group, _ in called}
        self._gone: dict[str, str] = {}
        self._by_name: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for group, name in called:
            for form in {name, *(member.name for member in group.members)}:
                self._by_name[group.type, form].append(group.id)

    def id_of(self, voice: Voice) -> str | None:
        """The group that a voice is: the one of its id, else the only one of its type and name."""
        if voice.id in self._groups or voice.id in self._gone:
            return self.now(voice.id)
        own = {self.now(one) for one in self._by_name.get((voice.type, voice.name), ())}
        return own.pop() if len(own) == 1 else None

    def now(self, own: str) -> str:
        """The group that one has become a part of."""
        while own in self._gone:
            own = self._gone[own]
        return own

    def merge(self, own: str, other: str | None) -> None:
        """Make a group a part of another one."""
        if other is not None and other != own:
            self._groups[other].take(self._groups.pop(own))
            self._gone[own] = other

    def left(self) -> list[_Group]:
        """The groups that there are now."""
        return list(self._groups.values())


def _called(groups: Sequence[_Group]) -> Iterator[tuple[_Group, str]]:
    """Each group with a name that no other has; what tells homonyms apart becomes part of their id."""
    named: defaultdict[tuple[str, ...], list[_Group]] = defaultdict(list)
    for group in groups:
        named[org_key(group.name) if group.type == "country" else group.keys].append(group)
    for same in named.values():
        same.sort(key=lambda group: (group.type != "country", -len(group.members)))
        used: set[str] = set()
        for number, group in enumerate(same, start=1):
            if len(same) == 1 or (number == 1 and group.type == "country"):
                group.identify("")
                yield group, group.name
                continue
            kinds = [other for other in same if other.type == group.type]
            marks = [group.type] if len(kinds) == 1 else []
            marks += [_commonest(m.role for m in group.members), "/".join(sorted(group.countries)), str(number)]
            mark = next(mark for mark in marks if mark and mark not in used)
            used.add(mark)
            group.identify("" if len(kinds) == 1 else mark)
            yield group, f"{group.name} ({mark})"


def _commonest(values: Iterable[str]) -> str:
    """The value that comes most often, of equally common ones the first; empty ones do not count."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else ""
