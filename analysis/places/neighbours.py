"""What stands around a name: is it a person, a street, a school, a part of something else, a language, or a place?"""

from __future__ import annotations

import re

from ..english.lexicon import fold, forenames
from .gazetteer import gazetteer
from .world_lists import word_list

_NEAR = 60
"""Characters that are read on either side."""
_WORDS_AFTER = re.compile(r"(['’]s)?([ \u00a0]|\r?\n|-)([^\W_]+)")
_WORD = re.compile(r"[A-Za-z]+")
_NEWS_AGENCY = re.compile(r"\s+(?:[A-Z]\w+\s+)?(?:Press|News)\s+(?:Agency|Association|Service)\b")
_CREDITS = frozenset({"PA"})
"""Letters of agencies that are a state's code, too."""
_CREDIT_ENDS = re.compile(r"\)(?:[.\s]*(?:\n|\Z)|\.?\s+[A-Z])")
_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_SECOND_AFTER = re.compile(r"[ \u00a0][^\W_]+[ \u00a0]([^\W_]+)")
_LANGUAGES_END = re.compile(
    r"(?:(?:, | and | or |, and )[^\W\d_a-z]\w+)*"
    rf"(?:$|[.,;:!?)\"”]|\s(?:{'|'.join(word_list('after_languages'))})\b)"
)
_IN_A_LANGUAGE = re.compile(r"\b(?:in|into) ([^\W\d_a-z]\w+),? (?:(?:and |or )?[^\W\d_a-z]\w+,? )*(?:and |or )?$")
_LAST_VERB = re.compile(r"(\w+)(?: a)? \w+ $")
_AGE = re.compile(r", \d{1,2},")
_SOMEBODY_CALLED = re.compile(
    r"\b(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Ss]ome) (?:[\w-]+ ){0,2}?([a-z]+)|[Ss]ome(?:body|one))"
    r" (?:called|named) $"
)
_AGE_BEFORE_OF = re.compile(r"[^\W\d_], \d{1,2}, of $")
_KIN = re.compile(
    rf"\b(?:{'|'.join(word_list('kin') - {'named', 'called'})})"
    r"(?:,| named| called)? (?:[^\W\d_a-z]\w+(?:, | and |, and ))*$"
)
_THAT_HE = re.compile(r" \w+(?: (?:the )?\w+)?(?: that)? s?he\b")
_ADDRESS = re.compile(r"://|^www\.|\\|^/\w|^@|\w@\w|\w=\w")
_STRAIN = re.compile(r"^\w*/?[^\W\d_]+(?: [^\W\d_]+)?/\d+")
_NUMBER = re.compile(r" \d{3,}\b")
_FREE_BEFORE, _FREE_AFTER = (
    frozenset({"", " ", "\n", "(", "“", '"', "‘"}),
    frozenset({"", " ", "\n", ",", "’", "'", ")", ";", "”"}),
)
"""What stands beside a word of a sentence, not of a code."""
_FROM = re.compile(r"\bfrom [^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+)? to $")
_LONGEST_CODE = 3
_JOINTS = frozenset(",-–—/&")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\n\"“”‘(\[—–*•|])[\s\"'“”‘’(\[]*$")


class WordsAround:
    """The words next to one span of the text."""

    __slots__ = ("_right", "after", "before", "end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        """Look around text[start:end]."""
        self.text, self.start, self.end = text, start, end
        word, stop, joint = _word_before(text, start)
        self.before = "" if joint in ("", "-") or (stop and not _is_title(word)) else word
        """The word that touches it on the left with one space or line break between; empty for none."""
        match = _WORDS_AFTER.match(text, end, end + _NEAR)
        self._right = (match[1] or "", match[2], match[3]) if match else ("", "", "")
        possessive, joint, word = self._right
        self.after = "" if possessive or joint == "-" else word
        """The word that touches it on the right; empty after a possessive or punctuation."""

    @property
    def begins_sentence(self) -> bool:
        """Whether it is the first word of a sentence, line or quotation."""
        return bool(_SENTENCE_END.search(self.text[max(0, self.start - 6) : self.start]))

    @property
    def is_in_place(self) -> bool:
        """Whether a preposition of place or a compass point stands before it."""
        return self.before.lower() in word_list("before_place")

    @property
    def is_surely_in(self) -> bool:
        """Whether a preposition stands before it that goes with places and hardly with persons."""
        return self.before.lower() in word_list("surely_in")

    @property
    def follows_settlement_noun(self) -> bool:
        """Whether "city of", "town of" or the like stands before it."""
        if self.before != "of":
            return False
        word, _, joint = _word_before(self.text, self.start - 3)
        return bool(joint) and word.lower() in word_list("settlement_noun")

    @property
    def is_residence(self) -> bool:
        """Whether somebody is said to be of there: "Ann Hill of Marion", "Bob Day, 34, of Marion"."""
        if self.before != "of":
            return False
        if _AGE_BEFORE_OF.search(self.text, max(0, self.start - _NEAR), self.start):
            return True
        word, _, joint = _word_before(self.text, self.start - 3)
        return bool(joint) and is_capitalised(word)

    @property
    def follows_title(self) -> bool:
        """Whether a title of a person or an initial stands before it."""
        if _is_title(self.before):
            return True
        text, at = self.text, self.start - (self.text[self.start - 1 : self.start] in (" ", "\u00a0"))
        is_initial = text[at - 1 : at] == "." and text[max(0, at - 2) : at - 1].isupper() and at > 1
        return is_initial and not text[max(0, at - 3) : at - 2].isalnum() and not text.endswith("U.S.", 0, at)

    @property
    def follows_forename(self) -> bool:
        """Whether a forename stands before it."""
        word = self.before
        if not is_capitalised(word) or word in word_list("ordinary") or word in word_list("direction"):
            return False
        return fold(word) in forenames()

    @property
    def follows_unknown_name(self) -> bool:
        """Whether a capitalised word stands before it that is no ordinary word."""
        word = self.before
        if not word or not is_capitalised(word) or word.endswith(("'s", "’s")):
            return False
        return word not in word_list("ordinary") and word not in word_list("direction")

    @property
    def precedes_name(self) -> str:
        """The capitalised word after it; empty for none."""
        word = self.after
        return word if word and is_capitalised(word) and word not in word_list("ordinary") else ""

    @property
    def precedes_place_noun(self) -> bool:
        """Whether a noun follows that places have: "Lowell police", "Lowell residents"."""
        return self.after in word_list("after_place") or self.after in word_list("institution")

    @property
    def precedes_town_noun(self) -> bool:
        """Whether a noun follows that hardly ever follows a person's name ("Jackson police")."""
        return self.after in word_list("town_noun") or self.after in word_list("institution")

    @property
    def follows_institution(self) -> bool:
        """Whether it says where an institution is ("University of Mississippi")."""
        match = re.search(r"([^\W_]+) of (?:the )?$", self.text[max(0, self.start - 30) : self.start])
        return match is not None and match[1] in word_list("institution_of")

    @property
    def precedes_district_noun(self) -> bool:
        """Whether a word like "province" follows."""
        return self.after in word_list("district_noun")

    @property
    def goes_on(self) -> bool:
        """Whether an apostrophe ties letters to it that are no possessive ("Dara'a")."""
        return bool(re.match(r"['’](?!s\b)[^\W\d_]", self.text[self.end : self.end + 3]))

    @property
    def is_cut_short(self) -> bool:
        """Whether it is the first word of a longer name that no list holds ("Harlow Falls")."""
        return self.after in word_list("place_suffix") or self._owned() in word_list("owned_place")

    @property
    def precedes_feature(self) -> bool:
        """Whether it is the first word of the name of a shoal, an island, a valley ("Bristol Reef")."""
        return self.after in word_list("feature")

    @property
    def precedes_sea(self) -> bool:
        """Whether it is the first word of the name of a water that more than one land shares ("Congo River")."""
        return self.after in word_list("sea")

    @property
    def is_in_brackets(self) -> bool:
        """Whether it stands alone in brackets ("(Pa.)")."""
        return self.text[self.start - 1 : self.start] == "(" and self.text[self.end : self.end + 1] == ")"

    @property
    def is_said(self) -> bool:
        """Whether a verb of saying follows, or comes right before where no name follows."""
        if self.after.lower() in word_list("said"):
            return True
        return self.before.lower() in ("said", "says") and not self.after

    @property
    def is_street(self) -> bool:
        """Whether it is the name of a street ("Paris Road")."""
        return self.after in word_list("street")

    @property
    def is_building(self) -> bool:
        """Whether it is the name of a building, a park or a school ("Lincoln Elementary")."""
        return self.after in word_list("building") or self.after in word_list("school")

    @property
    def is_house_of_that_name(self) -> bool:
        """Whether it is a hotel, a ship or the like that bears the name, wherever it is ("Hotel Kigali")."""
        if self.before in word_list("named_after") or self.before in word_list("ship"):
            return True
        if self.after not in word_list("named_house"):
            return False
        return self._second_after() not in word_list("institution") - {"House"}

    @property
    def is_street_of_that_name(self) -> bool:
        """Whether it is a street, a school or a park that bears a country's name ("Cuba Street", "Chile School")."""
        return self.after in word_list("named_place") and not is_capitalised(self._second_after())

    @property
    def is_newspaper(self) -> bool:
        """Whether it begins a newspaper's name ("the Lima Beacon", "Kansas Daily News")."""
        if self.after in word_list("newspaper"):
            return True
        return is_capitalised(self.after) and self._second_after() in word_list("newspaper")

    @property
    def is_news_agency(self) -> bool:
        """Whether it begins the name of a news agency: "the French Press Agency"."""
        return bool(_NEWS_AGENCY.match(self.text, self.end))

    @property
    def is_credit(self) -> bool:
        """Whether it is an agency's letters in brackets at the end of a line or sentence, no state's: "(PA)"."""
        text, before = self.text, self.text[max(0, self.start - 1) : self.start]
        return text[self.start : self.end] in _CREDITS and before == "(" and bool(_CREDIT_ENDS.match(text, self.end))

    @property
    def is_in_the_kitchen(self) -> bool:
        """Whether its sentence is about what is eaten, broken or programmed: "Turkey takes four hours in the oven"."""
        end = _STOP.search(self.text, self.end, self.end + 4 * _NEAR)
        sentence = self.text[self.end : end.start() if end else self.end + 4 * _NEAR].lower()
        return not word_list("kitchen").isdisjoint(_WORD.findall(sentence))

    @property
    def precedes_dish(self) -> bool:
        """Whether a noun follows that goes with the ordinary word of that name ("Turkey prices", "Chile peppers")."""
        return self.after in word_list("dish")

    @property
    def has_what_nations_have(self) -> bool:
        """Whether an office or a body of a country follows, its own or in possession ("Georgia's president")."""
        return self._right[2] in word_list("nation_noun")

    @property
    def is_lone_thing(self) -> bool:
        """Whether an article makes it a thing or a body, not a town: "the Confederation of", "a Durango."."""
        stands_alone = self._right[2] in ("", "of") and self.text[self.end : self.end + 1] not in _JOINTS
        return stands_alone and self.before in ("the", "The", "a", "an")

    @property
    def follows_shout(self) -> bool:
        """Whether a word in capitals stands before it after which "US" is the pronoun ("TELL US WHY")."""
        return self.before.isupper() and self.before.lower() in word_list("shout_before")

    @property
    def is_shouted(self) -> bool:
        """Whether a word in capitals touches it, so that its own tell nothing ("QUIET CAR")."""
        return any(len(word) > 1 and word.isalpha() and word.isupper() for word in (self.before, self.after))

    def _owned(self) -> str:
        """The word that follows its possessive ("Arnold's Cove"); empty for none."""
        possessive, joint, word = self._right
        return word if possessive and joint == " " else ""

    def _second_after(self) -> str:
        """The word after the word after it."""
        match = _SECOND_AFTER.match(self.text, self.end, self.end + _NEAR)
        return match[1] if match else ""

    @property
    def is_school(self) -> bool:
        """Whether it is the name of a school, many of which are named after their towns."""
        return self.after in word_list("school")

    @property
    def follows_party(self) -> bool:
        """Whether the letter of a party stands before it ("R-Marshall"): the seat of a member of parliament."""
        if self.text[self.start - 1 : self.start] != "-":
            return False
        match = re.search(r"\b([A-Z]{1,3})-$", self.text[max(0, self.start - 5) : self.start])
        return match is not None and match[1] in word_list("party")

    @property
    def is_half_of_compound(self) -> bool:
        """Whether a hyphen ties it to a word in small letters that is not -based and the like ("green-winged")."""
        match = re.match(r"-([a-z]+)", self.text[self.end : self.end + 20])
        return match is not None and match[1] not in word_list("after_hyphen")

    @property
    def is_part_of_nature(self) -> bool:
        """Whether a word like Lake, Mount or Hurricane makes it the name of something else."""
        return self.before in word_list("nature")

    @property
    def is_language(self) -> bool:
        """Whether the nationality word here means the language."""
        before, after = self.before.lower(), self._right[2].lower()
        if before in word_list("speak") or after in word_list("language_after"):
            return True
        if before == "from" and after in ("into", "to"):
            return True
        left = self.text[max(0, self.start - _NEAR) : self.start]
        if before in word_list("how_much"):
            earlier = _LAST_VERB.search(left)
            return earlier is not None and earlier[1].lower() in word_list("speak")
        if before not in ("in", "into", "to"):
            earlier = _IN_A_LANGUAGE.search(left)
            if earlier is None or earlier[1] not in word_list("language"):
                return False
        return bool(_LANGUAGES_END.match(self.text, self.end, self.end + _NEAR))

    @property
    def is_breed(self) -> bool:
        """Whether the nationality word here is a part of a breed's name ("English bulldog")."""
        return self.after.lower() in word_list("breed")

    @property
    def is_aged(self) -> bool:
        """Whether an age in commas follows, as after a person's name ("Georgia, 34, a nurse")."""
        return self.text[self.end : self.end + 1] == "," and bool(_AGE.match(self.text, self.end, self.end + 8))

    @property
    def follows_kin(self) -> bool:
        """Whether somebody's relative is named ("her son Kingston", "his daughters, Brooklyn and Sydney")."""
        if self.before and self.before != "and" and self.before not in word_list("kin"):
            return False
        called = _SOMEBODY_CALLED.search(self.text, max(0, self.start - _NEAR), self.start)
        if called and called[1] not in word_list("settlement_noun") | word_list("place_noun"):
            return True
        return bool(_KIN.search(self.text[max(0, self.start - _NEAR) : self.start]))

    @property
    def acts_like_a_person(self) -> bool:
        """Whether it does what only persons do ("Jordan scored", "Chad told the jury that he ...")."""
        if self.after in word_list("personal_verb"):
            return True
        if self.after not in word_list("said"):
            return False
        return bool(_THAT_HE.match(self.text, self.end, self.end + _NEAR))

    @property
    def is_in_code(self) -> bool:
        """Whether it is a part of a path, an address or a product code, not of a sentence."""
        is_short = self.end - self.start <= _LONGEST_CODE and self.text[self.start : self.end].isupper()
        if is_short and _NUMBER.match(self.text, self.end, self.end + 8):
            return True
        if self.text[self.start - 1 : self.start] in _FREE_BEFORE and self.text[self.end : self.end + 1] in _FREE_AFTER:
            return False
        chunk = self._chunk()
        if _ADDRESS.search(chunk):
            return True
        if not is_short:
            return bool(_STRAIN.search(chunk))
        return "-" in chunk.strip("-") and any(letter.isdigit() for letter in chunk) or chunk.count("/") > 1

    @property
    def leads_from_or_to(self) -> bool:
        """Whether it is one end of a way: "from Savannah to Macon"."""
        if self.before == "from" and self.after == "to":
            return True
        return self.before == "to" and bool(_FROM.search(self.text[max(0, self.start - _NEAR) : self.start]))

    def _chunk(self) -> str:
        """What stands around it without a blank."""
        text, first, last = self.text, self.start, self.end
        while first > 0 and self.start - first < _NEAR and not text[first - 1].isspace():
            first -= 1
        while last < len(text) and last - self.end < _NEAR and not text[last].isspace():
            last += 1
        return text[first:last]


def _is_title(word: str) -> bool:
    """Whether it is a title of persons, as it is written or all in capitals."""
    return word in word_list("title") or (word.isupper() and word.capitalize() in word_list("title"))


def is_capitalised(word: str) -> bool:
    """Whether it begins with a capital."""
    return word[:1].isupper()


def is_forename(key: str) -> bool:
    """Whether people are commonly called so."""
    return key in word_list("forename")


def is_any_forename(key: str) -> bool:
    """Whether anybody anywhere is called so."""
    return is_forename(key) or fold(key) in forenames()


def is_surname(key: str) -> bool:
    """Whether it is a common family name, or a leader's."""
    return key in word_list("surname") or key in gazetteer().leaders


def words_of(text: str) -> frozenset[str]:
    """The words of the text, as they are written."""
    return frozenset(_WORD.findall(text))


def _word_before(text: str, start: int) -> tuple[str, str, str]:
    """The word before a position, the full stop after it, and the blank or hyphen between."""
    at = start
    joint = text[at - 1] if at and text[at - 1] in " \u00a0-\n" else ""
    at -= len(joint)
    if joint == "\n" and at and text[at - 1] == "\r":
        at -= 1
    stop = "." if at and text[at - 1] == "." else ""
    at -= len(stop)
    end, least = at, max(0, at - _NEAR)
    while at > least and text[at - 1].isalnum():
        at -= 1
    if end - at == 1 and text[at] == "s" and at > least and text[at - 1] in "'’":
        at -= 1
        while at > least and text[at - 1].isalnum():
            at -= 1
    return text[at:end], stop, joint
