"""Whose words they are where somebody passes them on: series over speakers, outlets and turns of phrase."""

import pytest

from analysis import analyse
from analysis.report import Statement, Via

SPEAKERS = [
    ("Lena Holt", "Minister Lena Holt"), ("Tom Okello", "opposition leader Tom Okello"), ("Ana Ruiz", "Ana Ruiz"),
    ("Asif Durrani", "deputy minister Asif Durrani"), ("Mei Tan", "Professor Mei Tan"),
    ("Ivo Kern", "Captain Ivo Kern"),
    ("Nadia Haddad", "lawyer Nadia Haddad"), ("Pavel Novak", "Pavel Novak"), ("Grace Mensah", "Judge Grace Mensah"),
    ("Erik Dahl", "Governor Erik Dahl"), ("Rosa Silva", "Senator Rosa Silva"), ("Omar Said", "General Omar Said"),
]  # fmt: skip
OUTLETS = [
    "the Daily Nation", "Reuters", "the New York Times", "Bloomberg", "the Guardian", "the Associated Press",
    "the Financial Times", "Al Jazeera", "the Straits Times", "the Irish Times", "Agence France-Presse", "the Globe",
]  # fmt: skip
THROUGH = [
    "{Who} said the bridge would close in May, according to {outlet}.",
    "The bridge would close in May, {who} said, according to {outlet}.",
    "“The bridge will close in May,” {who} said, according to {outlet}.",
    "According to {outlet}, {who} warned that the bridge would close in May.",
    "{Outlet} quoted {who} as saying that the bridge would close in May.",
    "{Outlet} cited {who} as saying the bridge would close in May.",
    "{Who} was quoted by {outlet} as saying the bridge would close in May.",
    "The bridge would close in May, {outlet} reported, quoting {who}.",
    "{Outlet} reported that the bridge would close in May, citing {who}.",
    "{Who} said the bridge would close in May, as reported by {outlet}.",
    "{Who} has warned the towns against plans to close the bridge, according to {outlet}.",
    "{Who} warned about plans to close the bridge, according to {outlet}.",
]
OWN = [
    "The bridge would close in May, according to {who}.",
    "According to {who}, the bridge would close in May.",
    "{Who} told {outlet} that the bridge would close in May.",
    "{Who} said the bridge would close in May.",
    "{Who} was quoted as saying the bridge would close in May.",
    "{Who} said the bridge would close in May, according to the ministry's figures.",
]


def capital(words: str) -> str:
    return words[0].upper() + words[1:]


def said(text: str) -> list[Statement]:
    return [s for s in analyse(f"{text} The council met in Narva on Monday.\n").statements if "close" in s.text]


def series(template: str) -> list[str]:
    """What is wrong in each of a dozen sentences of one turn of phrase."""
    wrong = []
    for (name, who), outlet in zip(SPEAKERS, OUTLETS, strict=True):
        text = template.format(who=who, Who=capital(who), outlet=outlet, Outlet=capital(outlet))
        channel = outlet.removeprefix("the ") if template in THROUGH else None
        found = said(text)
        right = [
            s for s in found
            if s.speaker.name == name and (s.via.name if s.via else None) == channel and name not in s.text
            and outlet not in s.text and "saying" not in s.text and "said" not in s.text
        ]  # fmt: skip
        if len(found) != 1 or not right:
            wrong.append(f"{text} {[(s.speaker.name, s.via, s.text) for s in found]}")
    return wrong


@pytest.mark.parametrize("template", [*THROUGH, *OWN])
def test_the_speaker_is_the_one_whose_words_they_are(template: str) -> None:
    wrong = series(template)
    assert len(wrong) <= 1, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("“The bridge will close,” Lena Holt said in a statement.", "Lena Holt", Via("statement", "document")),
        ("The transport ministry's statement said the bridge would close.", "transport ministry",
         Via("transport ministry's statement", "document")),
        ("A letter from the transport ministry said the bridge would close.", "transport ministry",
         Via("letter from the transport ministry", "document")),
        ("A report by the World Bank said the bridge would close.", "report by the World Bank", None),
        ("Minister Lena Holt is ill. Her bridge will close, a spokesman for Lena Holt said on her behalf.", "Lena Holt",
         Via("spokesman for Lena Holt", "person")),
        ("The bridge will close, a spokesman for Lena Holt said.", "spokesman for Lena Holt", None),
        ("Lena Holt said the bridge would close, according to her aide Ivo Kern.", "Lena Holt",
         Via("Ivo Kern", "person")),
        ("Lena Holt said the bridge would close, citing the Daily Nation.", "Lena Holt", None),
        ("The Daily Nation reported that the bridge would close, citing safety concerns.", "Daily Nation", None),
    ],
)  # fmt: skip
def test_a_document_and_a_spokeswoman_pass_words_on(text: str, speaker: str, via: Via | None) -> None:
    assert [(s.speaker.name, s.via) for s in said(text)] == [(speaker, via)]


def test_the_reasons_say_whose_words_they_are_and_who_passes_them_on() -> None:
    (found,) = said("Minister Lena Holt said the bridge would close, according to the Daily Nation.")
    assert "the words of “Minister Lena Holt”, passed on by “Daily Nation”" in found.reasons
