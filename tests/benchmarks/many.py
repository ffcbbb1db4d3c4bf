"""A workspace of 1,000 invented articles with 20,000 statements, made and measured: how long a set takes to open.

    python -m tests.benchmarks.many FILE [--articles 1000]

writes the workspace to FILE (for a look at it: ONRECORD_WORKSPACE=FILE onrecord, then /?article=all) and prints the
seconds of processor time that each step takes.
Its names, outlets and words are drawn from lists here; nobody said any of it.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from analysis.corrections.apply import apply
from analysis.report import (
    Act,
    Actor,
    ActorMention,
    Country,
    CountryMention,
    Engine,
    Report,
    Span,
    Speaker,
    Statement,
    Target,
    Tone,
    statement_id,
)
from analysis.sets import same_quotation
from analysis.sets.same_text import compared, doubles
from analysis.tables import comparison, timeline
from analysis.tables.filter import Filter, kept_statements
from analysis.view.gather import gather, gathered_on, lay_together
from analysis.workspace.articles import Workspace
from analysis.workspace.selection import Selection

COUNTRIES = [
    ("AT", "AUT", "Austria"), ("BR", "BRA", "Brazil"), ("CA", "CAN", "Canada"), ("EG", "EGY", "Egypt"),
    ("FR", "FRA", "France"), ("GH", "GHA", "Ghana"), ("IN", "IND", "India"), ("JP", "JPN", "Japan"),
    ("KE", "KEN", "Kenya"), ("MX", "MEX", "Mexico"), ("NO", "NOR", "Norway"), ("PE", "PER", "Peru"),
    ("TR", "TUR", "Turkey"), ("UA", "UKR", "Ukraine"), ("ZM", "ZMB", "Zambia"), ("NZ", "NZL", "New Zealand"),
]  # fmt: skip
FIRST = ["Ana", "Beat", "Carla", "Daniel", "Elif", "Femke", "Goran", "Hana", "Idris", "Jonas", "Klara", "Luis", "Mei"]
LAST = ["Aalto", "Brandt", "Costa", "Dizon", "Eriksen", "Fonoti", "Gralak", "Haddad", "Ibarra", "Jansen",
        "Kimathi", "Lindner", "Moen", "Nkomo", "Okello", "Perrin", "Qureshi", "Ruys", "Solheim", "Vogt"]  # fmt: skip
ROLES = ["minister", "spokeswoman", "ambassador", "governor", "mayor", "negotiator", "analyst", "judge"]
ACTS: list[Act] = ["say", "say", "say", "warn", "promise", "deny", "accuse", "praise", "demand"]
TONES: list[Tone] = [-1, 0, 0, 1]
WORDS = [
    "harbour", "treaty", "bridge", "ferry", "budget", "drought", "tariff", "border", "election", "strike", "flood",
    "school", "hospital", "river", "port", "pipeline", "vote", "summit", "grain", "steel", "visa", "railway",
    "airport", "island", "market", "court", "library", "lake", "forest", "mine", "tax", "pension", "bank",
    "ceasefire", "convoy", "mission", "report", "letter", "answer", "delay", "promise", "warning", "question",
    "trade", "border", "market", "season", "winter", "summer", "water", "money", "people", "children", "workers",
    "farmers", "engineers", "ships", "trains", "doctors", "teachers", "voters", "parties", "neighbours",
]  # fmt: skip
OUTLETS = [f"The {word.title()} {kind}" for word in WORDS[:10] for kind in ("Post", "Courier", "Wire")]


def persons(dice: random.Random) -> list[tuple[str, str, str]]:
    """300 invented persons: name, role, country."""
    names = dice.sample([f"{first} {last}" for first in FIRST for last in LAST], 250)
    return [(name, dice.choice(ROLES), dice.choice(COUNTRIES)[0]) for name in names]


def article(number: int, dice: random.Random, everyone: list[tuple[str, str, str]], said: list[str]) -> Report:
    """An invented article with 20 statements of 5 of them; one quotation in eight has been printed before."""
    cast = dice.sample(everyone, 5)
    places = dice.sample(COUNTRIES, 4)
    title = " ".join(dice.sample(WORDS, 6)).capitalize()
    text, statements = title + "\n\n", []
    actors: dict[str, tuple[str, str, str]] = {}
    mentions: dict[str, list[ActorMention]] = {}
    found: dict[str, list[CountryMention]] = {}

    def write(words: str) -> Span:
        nonlocal text
        start = len(text)
        text += words
        return Span(start, len(text))

    for line in range(20):
        name, role, country = cast[line % 5]
        shown = name if line < 5 else name.split()[-1]
        alpha2, _, place = dice.choice(places)
        target, _, target_country = dice.choice(cast)
        quotation = dice.choice(said) if said and line % 8 == 3 else " ".join(dice.choices(WORDS, k=18))
        said.append(quotation)
        content = write(f"“{quotation} in {place},”")
        at = content.end - len(place) - 2
        found.setdefault(alpha2, []).append(CountryMention(at, at + len(place), place, "name", f"a name of {place}"))
        write(" ")
        source = write(shown)
        cue = write(" said")
        write(f" of {target}. The others listened until the evening and went home.\n\n")
        actors.setdefault(name, (f"a{len(actors) + 1}", role, country))
        mentions.setdefault(name, []).append(ActorMention(*source, "name"))
        own = actors[name][0]
        aims = (Target(actors[target][0], target, "person", target_country, True),) if target in actors else ()
        statements.append((own, name, role, country, content, source, Span(cue.start + 1, cue.end), aims, alpha2))
    made = tuple(
        Statement(
            statement_id(text, (content,)), "direct", Speaker(own, name, "person", role, country), (content,),
            content.of(text), (source,), (cue,), "say", dice.choice(ACTS), about=aims, countries=(alpha2,),
            tone=dice.choice(TONES) if aims else None, confidence=round(dice.uniform(0.4, 1), 2),
            reasons=("“said” after the quotation",),
        )
        for own, name, role, country, content, source, cue, aims, alpha2 in statements
    )  # fmt: skip
    day = date(2024, 1, 1) + timedelta(days=dice.randrange(360))
    people = tuple(
        Actor(own, name, "person", role, country, (name.split()[-1],), tuple(mentions[name]))
        for name, (own, role, country) in actors.items()
    )
    named = {code: (alpha3, place) for code, alpha3, place in COUNTRIES}
    countries = tuple(
        Country(code, *named[code], tuple(spots), number == 0) for number, (code, spots) in enumerate(found.items())
    )
    return Report(
        f"article-{number}", text, title, dice.choice(OUTLETS), day.isoformat(),
        engine=Engine("onrecord", "0", "drawn"), actors=people, countries=countries, statements=made,
    )  # fmt: skip


def articles(number: int) -> Iterator[Report]:
    """So many invented articles, the same ones at each call."""
    dice, said = random.Random(7), list[str]()
    everyone = persons(dice)
    for own in range(number):
        yield article(own, dice, everyone, said)


def main() -> None:
    """Make the workspace and print how long everything takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    asked = parser.parse_args()
    store = Workspace(asked.file)
    if not store.count(Selection()):
        for number, report in enumerate(articles(asked.articles)):
            store.keep(f"t{number:016x}", report)

    def told(what: str, start: float) -> None:
        print(f"{what:40} {time.process_time() - start:7.2f} s")

    start = time.process_time()
    kept = store.chosen(Selection())
    keys = [one.key for one in kept]
    texts = list(map(compared, store.texts(keys)))
    doubles(texts, [one.outlet for one in kept])
    told("articles listed, doubles looked for", start)
    start = time.process_time()
    readings = ((key, apply(report, made)) for key, report, made in store.readings(keys, ""))
    gathered = gather(readings)
    current = lay_together("all", "All", gathered, lambda key: Report(key, ""))
    told("readings, tables, actors joined", start)
    print(len(current.articles), "articles,", len(current.every), "statements,", len(current.actors), "actors")
    start = time.process_time()
    store.states(Selection())
    told("unchanged?", start)
    start = time.process_time()
    new = ((key, apply(report, made)) for key, report, made in store.readings(keys[:1], ""))
    doubles([*texts[1:], *map(compared, store.texts(keys[:1]))])
    lay_together("all", "All", gathered_on(gathered, set(keys[1:]), new, keys), lambda key: Report(key, ""))
    told("one article more", start)
    for name, wanted in (("no filter", Filter()), ("one country", Filter(countries=("BR",)))):
        start = time.process_time()
        frame = kept_statements(current.every, wanted)
        told(f"filter: {name} ({len(frame)} statements)", start)
    start = time.process_time()
    print(same_quotation.count_echoes(same_quotation.echoes(current.every)), "echoes")
    told("echoes", start)
    start = time.process_time()
    timeline.timeline(current.every, "week", "speaker")
    told("timeline", start)
    start = time.process_time()
    for outlet in OUTLETS[:2]:
        comparison.measures(comparison.of_outlet(current.every, outlet), comparison.Subject(country="BR"))
    told("comparison", start)
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most")


if __name__ == "__main__":
    main()
