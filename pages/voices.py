"""Who speaks and who does not, who speaks about whom, and what they do with words; for one voice, all of it."""

from dataclasses import replace

import streamlit as st

from analysis.dashboard import (
    app_frame,
    cards,
    chart_widgets,
    choosing,
    correcting,
    filter_bar,
    filtered,
    page_views,
    screen,
)
from analysis.tables import voices
from analysis.tables.filter import kept_statements
from analysis.view import opened, sankey
from analysis.view.cards import passage_of

BARS = 12
LISTED = 500  # voices that the list offers at most; every other one is found by a click

current = app_frame.start("voices")
here = filtered.within(current)
frame = filtered.statements(current)
wanted = filtered.wanted()
filter_bar.show(current, frame)

if not current.report.actors:
    st.text("Nobody is named in this text.")
    st.stop()
if frame.empty:
    st.text("Nobody is quoted." if current.every.empty else "No statement passes this filter. Take a part of it off.")
view = page_views.choice("voices")


def who_speaks() -> None:
    """The ranking of those who speak, beside those who never do; then one of them."""
    speak, keep_silent = st.columns([7, 5], gap="large")
    with speak:
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            st.header("Who speaks", anchor=False, width="content")
            by = st.segmented_control(
                "Measured in", ["statements", "words"], default="statements", required=True, key="unit",
                format_func=lambda unit: "words quoted" if unit == "words" else unit, label_visibility="collapsed",
                persist_state="session",
            )  # fmt: skip
        ranked = voices.speakers(frame, by or "statements")
        if ranked.empty:
            st.text("Nobody is quoted." if frame.empty else "Nobody's own words are quoted.")
        else:
            chart_widgets.speaker_bars(frame, key="bars", by=by or "statements", most=BARS)
            left_out = f" The first {BARS} of {len(ranked)} speakers." if len(ranked) > BARS else ""
            st.caption(f"Click a bar to see all that one says.{left_out}")
    with keep_silent:
        st.header("Mentioned, never quoted", anchor=False)
        found = voices.silent(here.actors, kept_statements(current.every, wanted.of_articles), frame)
        if found.empty:
            st.text("Everyone who is named at least twice is quoted too, countries through their people.")
        else:
            chart_widgets.silent_bars(found, key="silent", most=8)
            st.caption(
                "Named at least twice, with no statement of their own; countries only where none of their people "
                "speaks. Click a bar to see what is said about one."
            )
    one_voice()


def one_voice() -> None:
    """One actor: what it says, what is said about it, and where it is only mentioned."""
    said = frame["speaker_id"].value_counts()
    mentions = dict(zip(here.actors["actor_id"], here.actors["mentions"], strict=True))
    names = current.names
    ranked = sorted(names, key=lambda own: (-said.get(own, 0), -mentions.get(own, 0), names[own]))[:LISTED]
    chosen = st.session_state.get("actor")
    ranked += [chosen] if chosen in names and chosen not in ranked else []
    st.session_state.pick_actor = st.session_state.get("actor")
    st.selectbox(
        "One voice", ranked, index=None, format_func=names.__getitem__, key="pick_actor", width=420,
        placeholder="Choose a person, organisation or country",
        on_change=lambda: choosing.choose("actor", st.session_state.pick_actor),
    )  # fmt: skip
    actor = current.report.actor(st.session_state.get("actor"))
    if actor is None:
        return
    by, about = frame[frame["speaker_id"] == actor.id], voices.said_about(frame, actor.id)
    near = set(by["statement_id"]) | set(about["statement_id"])
    near = {opened.own_id(own) for own in near}
    only, first = [], None
    for report, there in here.appearances(actor.id):
        inside = [span for s in report.statements if s.id in near for span in (*s.content, *s.source)]
        only += [passage_of(current, report, span) for span in voices.only_mentioned(there, inside)]
        place = voices.first_mention(there)
        if first is None and place is not None:
            first = passage_of(current, report, place, "where it is first mentioned")
        if len(only) >= cards.MOST:
            break

    facts, begin = st.columns([7, 5], gap="large", vertical_alignment="center")
    with facts:
        st.header(screen.escaped(actor.name), anchor=False)
        known = [actor.type, actor.role or "", current.country(actor.country) if actor.type != "country" else ""]
        also = [alias for alias in actor.aliases if alias != actor.name]
        st.text(" · ".join(filter(None, known)) + (f" · also “{'”, “'.join(also)}”" if also else ""))
        with st.container(horizontal=True):
            if len(by) and wanted.speakers != (actor.name,):
                st.button(
                    "Only this voice, on every page", icon=":material/filter_alt:", key="keep_voice",
                    on_click=filtered.set_filter, args=(replace(wanted, speakers=(actor.name,)),),
                )  # fmt: skip
            correcting.actor_editor(current, actor)
    with begin:
        cards.show([] if first is None else [first], key="first_named", empty="It is meant by pronouns only.")
    says, spoken_of, named = st.columns(3, gap="large")
    with says:
        st.subheader(f"Says ({len(by)})", anchor=False)
        cards.statements(current, by, key="said_by", empty="Is not quoted here.")
    with spoken_of:
        st.subheader(f"Spoken about ({len(about)})", anchor=False)
        cards.statements(current, about, key="said_about", empty="Nobody quoted speaks of this one.")
    with named:
        enough = current.several and len(only) >= cards.MOST
        st.subheader(f"Only mentioned ({f'{cards.MOST} or more' if enough else len(only)})", anchor=False)
        cards.show(only[: cards.MOST], key="named_only", empty="Every mention belongs to a statement.", height="44rem")


def about_whom(as_flows: bool) -> None:
    """Speakers and their targets, as a matrix or as flows."""
    st.header("Who speaks about whom", anchor=False)
    pairs = voices.pairs(frame)
    if pairs.empty:
        st.text("No statement is aimed at anybody in particular.")
    elif as_flows:
        signs = ", ".join(f"{sign} {tone}" for tone, sign in sankey.SIGNS.items())
        st.caption(
            f"A wider band is more statements. Click one, or its end, to see only those, on every page. {signs}."
        )
        chart_widgets.flow_chart(pairs, key="flows")
    else:
        st.caption("A larger mark is more statements. Click one to see only those, on every page.")
        chart_widgets.pair_matrix(pairs, key="matrix")
    chart_widgets.pair_box(pairs, key="pick_pair")


def what_they_do() -> None:
    """Speakers and what they do with words."""
    st.header("What they do with words", anchor=False)
    cells = voices.acts(frame)
    if not cells.empty:
        st.caption("A larger dot is more statements. Click one to see only those, on every page.")
        chart_widgets.act_grid(cells, key="acts")
    chart_widgets.act_box(cells, key="pick_act")


if view == "Speakers":
    who_speaks()
elif view == "Acts":
    what_they_do()
else:
    about_whom(as_flows=view == "Flows")
if view != "Speakers" and (wanted.speakers or wanted.about or wanted.acts):
    st.header(f"What is said ({len(frame)})", anchor=False)
    cards.statements(current, frame, key="kept", empty="")
