"""Several articles next to each other: statements over time, two outlets or periods, and quotations that echo."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis.dashboard import app_frame, cards, chart_widgets, filter_bar, filtered, page_views, screen
from analysis.sets import same_quotation
from analysis.tables import comparison, timeline
from analysis.tables.comparison import Subject
from analysis.tables.filter import outlets_in
from analysis.view.wording import quantity

LISTED = 500  # actors that the list offers at most
CARDS = 12  # statements of each side
ECHOES = 20  # quotations on a page

current = app_frame.start("compare")
if len(current.articles) < 2:
    st.info(
        "Comparing needs at least two articles. Read some, then open them together on the Library page: those that you "
        "tick, those of a tag or an outlet, or all.",
        icon=":material/layers:",
    )
    st.stop()
frame = filtered.statements(current)
filter_bar.show(current, frame)
if frame.empty:
    st.text("No statement passes this filter. Take a part of it off.")
    st.stop()
view = page_views.choice("compare")
days, all_days = timeline.dates(frame), timeline.dates(current.every)

Side = tuple[str, pd.DataFrame, dict[str, Any]]  # its name, its statements, and what it is in the filter


def over_time() -> None:
    """How many statements a day, a week or a month."""
    if days.notna().sum() == 0:
        st.text("None of these has a date. “Source and tags”, below an open article, is where to give it one.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.segmented_control(
            "Split by", ["nothing", "speaker", "tone"], default="speaker", required=True, key="split",
            persist_state="session",
        )  # fmt: skip
        unit = st.segmented_control(
            "A column is a", list(timeline.UNITS), default=timeline.unit_for(all_days), required=True,
            key="unit_of_time",
        )  # fmt: skip
    table = timeline.timeline(frame, unit or "day", "" if by == "nothing" else by or "")
    st.caption("Click a column to see only its statements, on every page; click it again to see all.")
    chart_widgets.over_time(table, unit or "day", key="timeline")
    undated = int(days.isna().sum())
    if undated:
        st.caption(f"{quantity(undated, 'statement')} of articles without a date left out.")


def side_by_side() -> None:
    """Two outlets or two periods on one actor, one country or all."""
    way = st.segmented_control(
        "Compare two", ["outlets", "periods"], default="outlets", required=True, key="way", persist_state="session"
    )
    pair = two_outlets() if way == "outlets" else two_periods()
    if pair is None:
        return
    (left_name, left, left_is), (right_name, right, right_is) = pair
    chosen = about_whom()
    for name, side in ((left_name, left), (right_name, right)):
        if side.empty:
            st.text(f"No statement of “{name}” passes the filter. Take a part of it off.")
            return
    table = comparison.compare(left, right, chosen)
    shares = table["measure"].str.startswith("share")
    told = table.assign(**{side: _in_words(table[side], shares) for side in ("left", "right")})
    measures, tones = st.columns(2, gap="large")
    with measures:
        st.dataframe(
            told, hide_index=True, key="measures", height=38 + 35 * len(told),
            column_config={"measure": st.column_config.TextColumn("", width=150), "left": left_name,
                           "right": right_name},
            alt=f"Table that compares {left_name} and {right_name} in {len(told)} measures",
        )  # fmt: skip
    with tones:
        st.header("Tone of what is said about it" if chosen != Subject() else "Tone towards the targets", anchor=False)
        st.caption("Click a part of a column to see only its statements, on every page.")
        table = comparison.tones_by_side(left, right, chosen, (left_name, right_name))
        on = {"about": (current.names[chosen.actor],)} if chosen.actor else {}
        on |= {"countries": (chosen.country,)} if chosen.country else {}
        chart_widgets.sides(
            table, {left_name: left_is | on, right_name: right_is | on}, key="tones", what="Tone by side"
        )
    acts = comparison.acts_by_side(left, right, chosen)
    if not acts.empty:
        st.header("What it does with words" if chosen != Subject() else "What is done with words", anchor=False)
        percent = st.column_config.ProgressColumn
        st.dataframe(
            acts, hide_index=True, key="acts_of_both", height=min(320, 38 + 35 * len(acts)),
            column_config={
                "act": "Act",
                "left": percent(left_name, min_value=0, max_value=1, format="percent"),
                "right": percent(right_name, min_value=0, max_value=1, format="percent"),
            },
            alt=f"Table of {len(acts)} acts with their shares on both sides",
        )  # fmt: skip
    columns = st.columns(2, gap="large")
    for column, name, side, key in zip(columns, (left_name, right_name), (left, right), ("left", "right"), strict=True):
        kept = side[chosen.speaks(side) | chosen.is_meant(side)]
        with column:
            st.header(f"{screen.escaped(name)} ({len(kept)})", anchor=False)
            cards.statements(current, kept, key=f"cards_{key}", empty="Nothing of it here.", most=CARDS, height="")


def _in_words(values: pd.Series, shares: pd.Series) -> list[str]:
    return [f"{value:.1%}" if share else f"{value:,.0f}" for value, share in zip(values, shares, strict=True)]


def two_outlets() -> tuple[Side, Side] | None:
    """The statements of two outlets that are chosen."""
    outlets = outlets_in(frame)
    if len(outlets) < 2 <= len(outlets_in(current.every)):
        st.text("The filter leaves no two outlets. Take a part of it off to compare them.")
        return None
    if len(outlets) < 2:
        st.text("These articles do not come from two outlets. “Source and tags” is where to say where one comes from.")
        return None
    first, second = st.columns(2, gap="large")
    one = first.selectbox("Outlet", outlets, key="left_outlet", persist_state="session")
    rest = [name for name in outlets if name != one]
    other = second.selectbox("and", rest, key="right_outlet", persist_state="session")
    sides = [(name, comparison.of_outlet(frame, name), {"outlets": (name,)}) for name in (one, other)]
    return sides[0], sides[1]


def two_periods() -> tuple[Side, Side] | None:
    """The statements of two periods that are chosen; at first both halves of the time."""
    known = all_days.dropna()  # of all articles: a filter does not move the periods
    if known.nunique() < 2:
        st.text("These articles do not have two different dates.")
        return None
    first, middle, last = known.min().date(), known.sort_values().iloc[len(known) // 2].date(), known.max().date()
    columns = st.columns(2, gap="large")
    chosen = [
        columns[0].date_input("From, to", (first, middle), first, last, key="left_period"),
        columns[1].date_input("and from, to", (middle, last), first, last, key="right_period"),
    ]
    if not all(isinstance(period, tuple) and len(period) == 2 for period in chosen):
        st.caption("Choose a first and a last day for both.")
        return None
    sides = [_period(*period) for period in chosen]
    return sides[0], sides[1]


def _period(start: date, end: date) -> Side:
    since, until = start.isoformat(), end.isoformat()
    return f"{since} to {until}", comparison.of_period(frame, since, until), {"since": since, "until": until}


def about_whom() -> Subject:
    """The actor or the country that both sides are compared on."""
    voices = dict(zip(current.actors["actor_id"], current.actors["actor"], strict=True))
    busy = pd.concat([frame["speaker_id"], frame["about_id"]]).value_counts().index
    options = {f"country {c.alpha2}": c.name for c in current.report.countries}
    options |= {
        f"actor {own}": voices[own] for own in busy[:LISTED] if own in voices and voices[own] not in options.values()
    }
    picked = st.selectbox(
        "On", list(options), index=None, key="subject", format_func=options.__getitem__, persist_state="session",
        placeholder="All actors and countries, or choose one", width=420,
    )  # fmt: skip
    kind, _, own = (picked or "").partition(" ")
    return Subject(own if kind == "actor" else "", own if kind == "country" else "")


def echoing() -> None:
    """The quotations that several outlets have, each version beside the fullest one."""
    found = cards.echoes_of(frame)
    number = same_quotation.count_echoes(found)
    if not number:
        st.text("No quotation stands in two outlets.")
        return
    st.caption(
        f"{quantity(number, 'quotation')} in more than one outlet, the fullest version first. Struck through: what "
        "a version leaves out of it; dotted underline: what only that version has. Click a card to see it in its "
        "article."
    )
    pages = -(-number // ECHOES)
    box = st.container()
    page = st.pagination(pages, key=f"echoes-{number}") if pages > 1 else 1
    shown = found[found["echo"].between((page - 1) * ECHOES + 1, page * ECHOES)]
    with box:
        for group in same_quotation.versions(shown):
            cards.versions(group, key=f"echo-{group['echo'].iloc[0]}")


{"Over time": over_time, "Side by side": side_by_side, "Echoes": echoing}[view]()
