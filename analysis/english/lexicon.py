"""The word lists behind names, offices and groups: titles, roles, forenames, nicknames and the heads of noun phrases.

Every list is a file in `data`; this module reads each once and answers look-ups in lower case without accents.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from ..lists import TEXT, at_import, one_of, pattern, read_list, read_words, unique

_DATA = Path(__file__).parent / "data"
LONGEST_TITLE = 3
"""Words in the longest title."""

_LONGEST = 1_000
"""Characters; what is longer stands in no list."""

WordKind = Literal[
    "article", "definite", "complement", "masculine", "feminine", "plural", "neuter", "first", "first_plural",
    "relative", "reflexive", "own_place", "generic_org", "name_org", "object_cue", "object_preposition",
    "location_preposition", "any_organisation", "peoples", "campaign", "empty_it", "particle", "elision",
    "group_name", "law", "law_name", "author_cue", "passive", "put_to", "number", "community", "negation",
    "storm", "little_word", "modal", "denial", "several", "person_ending", "name_suffix", "arabic_article",
    "abbreviation", "weekday", "weekday_in_short", "month", "month_in_short", "time_zone", "unit_of_time",
    "beside_date", "in_byline", "in_signature", "office_held_at",
    "nobody", "withholding", "state_in_passive",
    "country_noun", "copula_after_it", "clause_after_it", "in_or_out_of_office",
    "seat_object", "seat_partner", "seat_addressee",

    "corporate", "committee", "said_of_itself", "some_of", "speaks_of",
