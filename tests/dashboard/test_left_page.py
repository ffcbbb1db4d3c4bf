"""A message of a control whose page has been left meanwhile, and a fault of the program: a sentence at most."""

import pytest
from streamlit.testing.v1 import AppTest


def told_after_leaving() -> None:
    import streamlit as st

    from analysis.dashboard import app_frame, cards, intake, library_table

    st.session_state._library_places = {}
    st.session_state._narrow = True
    calls = {
        "headline": app_frame._measured,
        "card": lambda: cards._picked_card("quotes"),
        "box": lambda: intake._read_pasted("box"),
        "sample": intake._read_sample,
        "row": lambda: library_table._open_row(["a"]),
    }
    calls[st.session_state.which]()
    st.text("went on")


@pytest.mark.parametrize("which", ["headline", "card", "box", "sample", "row"])
def test_what_is_heard_of_a_control_that_is_gone_changes_nothing(which):
    app = AppTest.from_function(told_after_leaving)
    app.session_state["which"] = which
    app.run()
    assert not app.exception
    assert [text.value for text in app.text] == ["went on"]
    assert app.session_state["_narrow"] is True
    assert "pending" not in app.session_state


def a_fault() -> None:
    import streamlit as st

    from analysis.dashboard import app_frame

    st.session_state.drawn = app_frame.own_fault(ValueError("words of an article"))


def test_a_fault_of_the_program_is_told_in_a_sentence_without_a_word_of_the_article():
    app = AppTest.from_function(a_fault).run()
    assert not app.exception
    assert app.session_state["drawn"] is True  # nothing of Streamlit's beside it
    assert "What you had is kept" in app.error[0].value
    assert "words of an article" not in app.error[0].value
    assert app.button[0].label == "Go on"
