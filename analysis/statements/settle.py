"""What the shape of a text decides about its statements, whatever the encoder says of the words: one line a step.

A quotation that runs over paragraphs has one voice; a line of a transcript belongs to its label; a time stamp is no
part of a source; a title in quotation marks says nothing. Where marks are missing, the edges of a statement are a
guess, and the statement says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..reader.parsed import ParsedArticle
from .attributions import Attribution, silent_spans
from .bare_judgements import with_bare_judgements
from .beats import without_beats
from .circumstances import with_circumstances_apart
from .edges import with_clean_edges, with_cues_apart
from .guesses import with_conditions, with_guesses
from .headline_ends import with_headline_ends
from .hearers import without_hearers
from .joined_verbs import with_joined_verbs
from .listed import with_lists
from .occasions import without_occasions
from .passives import with_agents
from .relayed import turned_round
from .resumed_after_clause import with_resumed_judgements
from .running_quotations import one_voice
from .shown import without_shown
from .titles import without_titles
from .transcript_turns import audible_signatures, audible_turns, with_signatures, with_turns
from .unmarked_speech import with_unmarked
from .via import with_via
from .whole_ends import with_whole_ends


def settle(parsed: ParsedArticle, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions as the shape of the text has them, in text order."""
    text, quoted = parsed.text, parsed.marks.quotations
    silent = silent_spans(parsed.article)
    headlines = [section.span for section in parsed.article.sections if section.kind == "title"]
    settled = without_titles(parsed, found, headlines)
    settled = with_headline_ends(parsed, settled, headlines)
    settled = turned_round(parsed, settled)
    settled = with_agents(parsed, settled)
    settled = without_shown(parsed, settled)
    settled = with_joined_verbs(parsed, settled)
    settled = without_hearers(parsed, settled)
    settled = with_circumstances_apart(parsed, settled)
    settled = one_voice(text, settled, quoted)
    settled = with_unmarked(text, settled, quoted)
    settled = with_lists(parsed, settled)
    settled = with_bare_judgements(parsed, settled)
    settled = with_resumed_judgements(text, settled)
    settled = with_whole_ends(parsed, settled)
    settled = without_occasions(parsed, settled)
    settled = without_beats(parsed, settled)
    settled = with_clean_edges(text, settled)
    settled = with_turns(text, settled, audible_turns(text, silent, headlines))
    settled = with_signatures(settled, audible_signatures(text, silent))
    settled = with_guesses(text, settled, parsed.marks)
    settled = with_conditions(parsed.doc, settled)
    settled = with_via(parsed, settled)
    settled = with_cues_apart(settled)
    return tuple(sorted(settled, key=lambda attribution: attribution.content[0]))
