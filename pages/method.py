"""How it works, how well, where it fails; shortcuts; data sources and licences."""

import json

import streamlit as st

from analysis.dashboard import app_frame, chart_widgets, notices
from analysis.report import this_engine
from analysis.tables.meanings import MEANINGS
from analysis.view import self_description

app_frame.enter(aside="method")
page = st.container(width=820)

with page:
    st.title("How onrecord reads", anchor=False)
    st.markdown(
        """
onrecord reads a news article on your own computer and says **who is reported to have said what about whom**, and which
countries the article points to. Nothing is sent anywhere: the model is part of the program, and the maps and charts are
drawn without a network.

**In four steps.** The text is kept exactly as you gave it; title, byline, captions and page furniture are told apart
from the body. One small neural network reads it once and marks names, sentence structure, and the three parts of a
statement: the *speaker*, the *cue* (“said”, “accused”, “according to”) and what is said. Fitted weights and rules then
link these parts, resolve names and pronouns to people, find whom each statement is about, and tie places to countries.
Each result carries its confidence and the reasons for it.

**What counts as a statement.** Direct quotations, reported speech and mixtures of both, also where the words of one
speaker are split or run over paragraphs. What somebody thinks, plans or expects without having said it is found too,
and shown only on request.
"""
    )

    st.header("Measured accuracy", anchor=False)
    scores = self_description.measured()
    if scores.empty:
        st.text("The model's measurements are not recorded in this copy.")
    else:
        st.caption(
            "On development articles: the model was not trained on them, but settings and rules were chosen by them, "
            "so expect somewhat less on your articles. Rows “in folds” are of articles that had no part in the weights "
            "for speakers, targets and tone. 100 is perfect; misses and false finds weigh alike."
        )
        st.dataframe(
            scores, hide_index=True, alt="Table of measured accuracy", key="scores", height="content",
            column_order=["Score", "Measured"],  # the figure is seen on a narrow screen too
            column_config={"Score": st.column_config.NumberColumn(format="%.1f", width=70)},
        )  # fmt: skip

    st.header("How far to trust “81% sure”", anchor=False)
    bins = self_description.reliability_bins()
    st.caption(
        "Statements of development articles by the confidence that the program gave them, and how many of those were "
        "right in words and speaker. On the dotted line, it is right exactly as often as it says; larger dots are more "
        "statements."
    )
    chart_widgets.reliability(bins, key="reliability")

    st.header("Where it fails", anchor=False)
    st.markdown(
        """
- It reads English. An article in another language gets a note, and little is found.
- It can take a short quoted phrase for a statement, or miss a statement that no verb of saying announces.
- “He”, “she” and “the minister” are resolved to the likeliest person, not always to the right one. *Why* in the table
  tells how.
- The tone towards a target is critical, neutral or favourable; where none is likely enough that four of five would be
  right on articles that it was not fitted on, it is unclear and none is given.
- The percentage of a statement (“81% sure”) is the estimated chance that its words and its speaker are right. Below
  60% it is called unsure; reported words below 40% are left out, quotations never.
- A place name that is shared by several countries goes to the one that the rest of the article points to.
- The map's borders are Natural Earth's; they are not a statement about any territory.
"""
    )

    st.header("Several articles together", anchor=False)
    st.markdown(
        """
Open articles together on the Library page: those you tick, those of a tag or an outlet, or all. Then every
page is a view over all of them, and a click on a statement opens its article.

- **One actor, one row.** Equal full names are one person unless their countries differ; an initial, a nickname or a
  surname alone joins a fuller name only where just one fits; acronyms join the organisation that spells them out.
  Whom an article tells apart stays apart. Who is only described (“officials”) is a row by these words. On the card of a
  voice you can say that two are one, or what one is called: that holds for every view over several articles. To part
  two who were taken for one, rename one of them in its own article.
- **Once is once.** The same text from one outlet, or from no named outlet, counts once; an agency's text in two outlets
  counts in both.
- **Echoes** are quotations of at least four words that stand in two outlets, word for word or cut: most of the shorter
  one in the longer, from the same speaker, or nine words in a row from any.
"""
    )

    st.header("Your corrections", anchor=False)
    st.markdown(
        """
What you check and correct is kept as a layer of its own, on this computer only, and laid over every reading of the same
text: tables, charts, maps and files follow at once, and the column *checked* says what came from you. Words that were
missed can be selected in the article and added. The download menu gives your corrections as a file, which the
Statements page takes over again. Articles that you paste or upload are kept too, until you tell it to forget them.
"""
    )
    st.markdown(
        """
**Links.** The address of a page holds which articles are open, what is chosen, the view and every filter, and not a
word of your articles, outlets or tags: copied into another window of this computer, it shows the same.
"""
    )
    notices.storage()

    st.header("Columns of the statements' file", anchor=False)
    with st.expander("What each column of the CSV means"):
        st.table({"Column": list(MEANINGS), "What it means": list(MEANINGS.values())}, hide_index=True)
        st.caption("Several names in a cell have “; ” between them. No cell can run in a spreadsheet.")

    st.header("Keys", anchor=False)
    st.markdown(
        """
| Key | What it does |
|---|---|
| Ctrl+V (⌘ V) anywhere but in a field | Read the copied article or files; files can be dropped on a page too |
| Ctrl+Enter (⌘ Enter) in the text box | Read the pasted article |
| F | Find a kept article by a word; Enter opens it at the word |
| N, P | Next and previous statement |
| A, X | The chosen statement is right, or wrong, and on to the next |
| S, T, O, K | Change who said it, whom it is about, its tone, its countries (or say that a word is no country) |
| K, X on the Countries page, at a mention | The words mean another country, or none, wherever they come again |
| M | Rename or merge an actor; a name of a matrix or a bar dropped on another one does it too |
| D | Where a list stands by itself: the twenty most doubtful statements that are not checked |
| E | The listed statements as a CSV file |
| U | Undo the last correction |
| / | Search the statements |
| Enter in a field for a name | Take the best match; a new name only where it is chosen with the arrow keys |
| Arrows in the list, a chart, the matrix, the map | Go from one to the next; Enter chooses |
| Enter in a list beside which the article is not | Open it at this place |
| +, -, 0 on the map of the Countries page | Zoom in, zoom out, where the countries lie |
| Tab, Enter in the article | Go through the marked passages and choose one |
| R | Draw the page again |
"""
    )

    st.header("Data and licences", anchor=False)
    for name in ("SOURCES.md", "MODEL_CARD.md"):
        document = self_description.document(name)
        if document:
            with st.expander("Sources of the data" if name == "SOURCES.md" else "Model card"):
                st.markdown(document)
    st.caption("onrecord is free software under the MIT licence.")
    with st.expander("Technical record of the model"):
        st.code(json.dumps(this_engine.model_record(), indent=2, ensure_ascii=False), language="json")
