"""The map of countries; for one of them, what its people say, what is said about it, and where it is named."""

from dataclasses import replace

import streamlit as st

from analysis.dashboard import (
    app_frame,
    cards,
    chart_widgets,
    choosing,
    correcting,
    downloads,
    filter_bar,
    filtered,
    grids,
    saved_corrections,
    screen,
)
from analysis.tables.filter import NAMED_BY, holds_any, is_aside, mentions_by_country
from analysis.view import opened

current = app_frame.start("countries")
frame = filtered.statements(current)
filter_bar.show(current, frame)

if current.mentions.empty:
    st.info(
        "No country is mentioned in this text, so there is nothing to map. Countries are found by name, nationality, "
        "city, region, institution, seat of power and leader.",
        icon=":material/public_off:",
    )
    st.stop()

here = filtered.within(current)
totals = here.mentions["how"].value_counts()
ways = [how for how in NAMED_BY if (current.mentions["how"] == how).any()]
st.session_state.setdefault("only_named", [how for how in ways if how not in filtered.wanted().without])
st.session_state.setdefault("only_aside", filtered.wanted().aside)
beside = int(is_aside(here.mentions).sum())


def _set_ways() -> None:
    chosen = st.session_state.only_named
    filtered.narrow(without=tuple(how for how in ways if how not in chosen))


picture, choice = st.columns([7, 4], gap="medium")
with choice:
    focus = [screen.escaped(current.country(code)) for code in opened.main_countries(here)]
    if focus:
        st.markdown(
            f"Mainly about **{focus[0]}**" + (f", then {focus[1]}" if focus[1:] else ""),
            help="By mentions; those in the title and the opening count for more",
        )
    st.pills(
        "Counted when named by", ways, key="only_named", wrap=True, selection_mode="multi", on_change=_set_ways,
        format_func=lambda how: f"{how} {totals.get(how, 0):,}",
        help="Switch off, say, capitals, where “Paris” should not count as France. A demonym is a nationality word "
        "(“French”), a metonym a seat of power (“the Kremlin”).",
    )  # fmt: skip
    if beside:
        st.toggle(
            f"Datelines and captions too ({beside})", key="only_aside",
            on_change=lambda: filtered.narrow(aside=st.session_state.only_aside),
            help="What stands beside the article's own words, bylines and page furniture too, counts apart: it often "
            "only names where a reporter was",
        )  # fmt: skip
    mentions = filtered.mentions(current)
    counts = mentions_by_country(mentions)
    number = dict(zip(counts["alpha2"], counts["mentions"], strict=True))
    st.session_state.pick_country = st.session_state.get("country")
    st.selectbox(
        "Country", sorted((c.alpha2 for c in current.report.countries), key=lambda code: -number.get(code, 0)),
        index=None, key="pick_country", placeholder="All countries",
        format_func=lambda code: f"{current.country(code)} ({number.get(code, 0):,})",
        on_change=lambda: choosing.choose("country", st.session_state.pick_country),
    )  # fmt: skip
    grids.countries(counts, key="counts", height=248)
with picture:
    near = st.segmented_control(
        "Part of the world", ["Where they lie", "Whole world"], default="Where they lie", required=True, key="part",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    chart_widgets.country_map(mentions, key="map", height=400, near=near == "Where they lie")
    st.caption(
        "Borders: Natural Earth (public domain), simplified; Crimea is drawn with Ukraine, Western Sahara as one. They "
        "say nothing about who owns what."
    )

code, total = st.session_state.get("country"), len(mentions)
by, about = frame[:0], frame[:0]
if code is not None:
    by, about = frame[frame["speaker_country"] == code], frame[holds_any(frame["concerns"], [code])]
    mentions = mentions[mentions["alpha2"] == code]

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.header(screen.escaped(current.country(code)) if code else "Every mention", anchor=False, width="content")
        if code:
            correcting.country_editor(current, code, shortcut="j")
        if code and (len(by) or len(about)) and filtered.wanted().countries != (code,):
            st.button(
                "Only this country, on every page", icon=":material/filter_alt:", key="keep_country",
                on_click=filtered.set_filter, args=(replace(filtered.wanted(), countries=(code,)),),
            )  # fmt: skip
        if current.made and saved_corrections.can_correct():
            correcting.undo_button(current)
    downloads.mentions(current, mentions)

if code is None:
    st.caption(
        "Click a coloured country, or choose one from the list, to see what its people say and what is said about it. "
        "Click a row to see it in the article."
    )
    if mentions.empty:
        st.text("No mention of a country passes this filter.")
    else:
        grids.mentions(current, mentions, key="mentions")
    st.stop()

if len(mentions):
    share = f"{len(mentions)} of {total} mentions ({len(mentions) / total:.0%})"
    found = ", ".join(f"{number} {how}" for how, number in mentions["how"].value_counts().items())
    st.caption(f"{share}: {found}. Click a card to see it in the article.")
first, second, third = st.columns(3, gap="medium")
with first:
    st.subheader(f"Said by its people ({len(by)})", anchor=False)
    cards.statements(current, by, key="by_country", empty="Nobody from this country is quoted.")
with second:
    st.subheader(f"Said about it ({len(about)})", anchor=False)
    cards.statements(current, about, key="about_country", empty="No statement is about this country or its people.")
with third:
    st.subheader(f"Where it is named ({len(mentions)})", anchor=False)
    cards.mentions(current, mentions, key="named_country", empty="It is not named in the ways chosen above.")
