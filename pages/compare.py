"""Several articles next to each other: statements over time, two outlets or periods, and quotations that echo."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from analysis.dashboard import (
    address,
    app_frame,
    cards,
    downloads,
    filter_bar,
    filtered,
    library,
    page_views,
    workbench,
)
from analysis.sets import same_quotation
from analysis.tables import comparison, timeline
from analysis.tables.comparison import Subject
from analysis.tables.filter import outlets_in
from analysis.view import compared
from analysis.view.compared import Side
from analysis.view.opened import Opened
from analysis.view.wording import quantity

LISTED = 500  # actors that the list offers at most
ECHOES = 20  # quotations on a page

current = app_frame.start("compare", one_line=True)
if len(current.articles) < 2:
    library.ways_to_several("compare")
    st.stop()


@st.fragment
def desk() -> None:
    """One way of comparing: the chart with its statements beside it, or the quotations that echo."""
    workbench.take()
    now = address.what_is_open("compare")
    if now is None or now.key != current.key:
        st.rerun()
    frame = filtered.statements(now)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="views"):
        view = page_views.choice("compare")
        filter_bar.show(now, frame)
        downloads.menu(now, frame)
    above = st.container()  # a place for what stands above the chart, so that the list beside it stays the same one
    if frame.empty:
        above.text("No statement passes this filter. Take a part of it off.")
        workbench.show(now, frame, workbench.LIST)  # empty, with what takes back the last check
        return
    if view == "Echoes":
        echoing(now, frame)
    else:
        {"Over time": over_time, "Side by side": side_by_side}[view](now, frame, above)


def over_time(now: Opened, frame: pd.DataFrame, above: Any) -> None:
    """How many statements a day, a week or a month; how they are split is chosen above."""
    days, all_days = timeline.dates(frame), timeline.dates(now.every)
    if days.notna().sum() == 0:
        above.text("None of these has a date. The Library is where to give it one.")
        return
    with above, st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        by = st.segmented_control(
            "Split by", ["nothing", "speaker", "tone"], default="speaker", required=True, key="split",
            format_func=lambda by: "Not split" if by == "nothing" else f"By {by}", label_visibility="collapsed",
            persist_state="session",
        )  # fmt: skip
        unit = st.segmented_control(
            "A column is a", list(timeline.UNITS), default=timeline.unit_for(all_days), required=True,
            format_func=str.capitalize, label_visibility="collapsed", key="unit_of_time",
        )  # fmt: skip
        chart = compared.over_time(frame, unit or "day", "" if by == "nothing" else by or "")
        if chart["undated"]:
            st.text(f"{quantity(chart['undated'], 'statement')} of articles without a date left out.", width="content")
    workbench.show(now, frame, workbench.CHART, chart=chart)


def side_by_side(now: Opened, frame: pd.DataFrame, above: Any) -> None:
    """Two outlets or two periods, chosen above, on one actor, one country or all."""
    outlets = "outlets" if len(outlets_in(now.every)) > 1 else "periods"
    with above, st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="sides"):
        way = st.segmented_control(
            "Compare two", ["outlets", "periods"], default=outlets, required=True, key="way", persist_state="session",
            format_func=lambda way: f"Two {way}", label_visibility="collapsed",
        )  # fmt: skip
        pair = two_outlets(now, frame) if way == "outlets" else two_periods(now, frame)
        if pair is None:
            return
        left, right = pair
        chosen, name = about_whom(now, frame)
    for side in pair:
        if side.statements.empty:
            above.text(f"No statement of “{side.name}” passes the filter. Take a part of it off.")
            workbench.show(now, frame, workbench.LIST)
            return
    both = frame["statement_id"].isin({*left.statements["statement_id"], *right.statements["statement_id"]})
    listed = frame[both & (chosen.speaks(frame) | chosen.is_meant(frame))].reset_index(drop=True)
    workbench.show(now, listed, workbench.CHART, chart=compared.side_by_side(left, right, chosen, name))


def two_outlets(now: Opened, frame: pd.DataFrame) -> tuple[Side, Side] | None:
    """The statements of two outlets that are chosen."""
    outlets = outlets_in(frame)
    if len(outlets) < 2 <= len(outlets_in(now.every)):
        st.text("The filter leaves no two outlets. Take a part of it off to compare them.")
        return None
    if len(outlets) < 2:
        st.text("These articles do not come from two outlets. The Library is where to say where one comes from.")
        return None
    one = st.selectbox("Outlet", outlets, key="left_outlet", persist_state="session", width=220)
    rest = [name for name in outlets if name != one]
    other = st.selectbox("Beside", rest, key="right_outlet", persist_state="session", width=220)
    left, right = (Side(name, comparison.of_outlet(frame, name), {"outlets": (name,)}) for name in (one, other))
    return left, right


def two_periods(now: Opened, frame: pd.DataFrame) -> tuple[Side, Side] | None:
    """The statements of two periods that are chosen; at first both halves of the time, without a day in common."""
    known = timeline.dates(now.every).dropna()  # of all articles: a filter does not move the periods
    if known.nunique() < 2:
        st.text("These articles do not have two different dates.")
        return None
    first, last = known.min().date(), known.max().date()
    second = max(known.sort_values().iloc[len(known) // 2].date(), first + timedelta(days=1))
    chosen: list[Any] = [
        st.date_input("From, to", (first, second - timedelta(days=1)), first, last, key="left_period", width=220),
        st.date_input("Beside from, to", (second, last), first, last, key="right_period", width=220),
    ]
    if not all(isinstance(period, tuple) and len(period) == 2 for period in chosen):
        st.caption("Choose a first and a last day for both.")
        return None
    left, right = (_period(frame, *period) for period in chosen)
    if chosen[0][1] >= chosen[1][0] and chosen[1][1] >= chosen[0][0]:
        st.caption("Both have days in common: what was published then counts on both sides.")
    return left, right


def _period(frame: pd.DataFrame, start: date, end: date) -> Side:
    since, until = start.isoformat(), end.isoformat()
    name = since if since == until else f"{since} to {until}"
    return Side(name, comparison.of_period(frame, since, until), {"since": since, "until": until})


def about_whom(now: Opened, frame: pd.DataFrame) -> tuple[Subject, str]:
    """The actor or the country that both sides are compared on, with its name."""
    voices = dict(zip(now.actors["actor_id"], now.actors["actor"], strict=True))
    busy = pd.concat([frame["speaker_id"], frame["about_id"]]).value_counts().index
    options = {f"country {c.alpha2}": c.name for c in now.report.countries}
    options |= {
        f"actor {own}": voices[own] for own in busy[:LISTED] if own in voices and voices[own] not in options.values()
    }
    picked = st.selectbox(
        "On", list(options), index=None, key="subject", format_func=options.__getitem__, persist_state="session",
        placeholder="All, or choose one", width=260,
    )  # fmt: skip
    kind, _, own = (picked or "").partition(" ")
    subject = Subject(own if kind == "actor" else "", own if kind == "country" else "")
    return subject, options.get(picked or "", "")


def echoing(now: Opened, frame: pd.DataFrame) -> None:
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


desk()
