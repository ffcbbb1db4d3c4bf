"""What each column of the statements' file means, in words for those who open it in a spreadsheet."""

from __future__ import annotations

MEANINGS = {
    "article_id": "The article's name: of its file, or of its text",
    "title": "Its title, where it has one",
    "outlet": "Who published it, where that is known",
    "published": "The day of publication, as 2024-03-11",
    "url": "Its address",
    "statement_id": "The statement's name, the same for the same words of the same text",
    "speaker": "Whose words they are, by full name where the article gives it",
    "speaker_type": "person, org, country, group, document, author or unknown",
    "speaker_role": "The speaker's office or description in the article",
    "speaker_country": "The speaker's country, two letters (ISO 3166)",
    "source_text": "How the speaker is named where the statement stands: “she”, “the minister”",
    "cue": "The words that report the speech: “said”, “according to”",
    "act": "What is done with words: say, accuse, promise, deny, ...",
    "kind": "direct (quoted), indirect (reported) or mixed",
    "statement": "What was said, as it stands in the article; “ … ” where it is interrupted",
    "about": "Whom it is mainly about",
    "about_all": "All whom it is about",
    "about_countries": "The countries that its words point to",
    "tone": "-1 critical, 0 neutral, 1 favourable toward the one in about; empty where unclear",
    "confidence": "How likely words and speaker are right, from 0 to 1",
    "via": "Who or what passes the words on",
    "sentence": "The sentence around it",
    "start": "Where its words begin in the text, in characters from 0",
    "end": "Where they end",
    "checked": "What a person made of it: accepted, corrected, added; empty where nobody looked",
    "engine": "Program, version and model that read it",
    "negated": "True where it was not said, or denied",
    "speaker_probability": "How likely the speaker is right; empty where a person said so",
    "about_probability": "How likely about is right",
    "tone_probability": "How likely the tone is right",
    "via_type": "person, org or document",
}
"""By column, in the file's order."""
