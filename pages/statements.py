"""Every statement with all that is known about it: filter, see why, download."""

from datetime import date

import streamlit as st

from analysis.dashboard import (
    address,
    app_frame,
    correcting,
    downloads,
    filter_bar,
    filtered,
    workbench,
)
from analysis.report import NO_TONE, TONES
from analysis.tables.filter import days_in, names_in, outlets_in

current = app_frame.start("statements", one_line=True)
every = current.every
wanted = filtered.wanted()

if every.empty:
    st.text("No statements were found: nobody in this text is reported to have said, thought or planned something.")
    st.stop()

FIELDS = {"speakers": "speaker", "about": "about_all", "acts": "act", "kinds": "kind"}
LABELS = {"speakers": "Speaker", "about": "About", "acts": "Act", "kinds": "Kind"}

outlets, days = outlets_in(every), days_in(every)
lists = [*FIELDS, "tones", "countries", *(["outlets"] if len(outlets) > 1 else [])]


def _set_filter() -> None:
    state, now = st.session_state, filtered.wanted()
    # A control that begins anew in this moment says nothing: what it last said holds.
    chosen = {name: tuple(state.get(f"only_{name}", getattr(now, name))) for name in lists}
    beliefs, rejected = state.get("only_beliefs", now.beliefs), state.get("only_rejected", now.rejected)
    filtered.narrow(**chosen, beliefs=beliefs, rejected=rejected)


def _set_days() -> None:
    if len(st.session_state.get("only_days", ())) == 2:  # the first day alone is half a choice
        chosen = [day.isoformat() for day in st.session_state.only_days]
        # All days are no filter, so that articles without a date are back too.
        since, until = (day if day != end else "" for day, end in zip(chosen, days or (), strict=True))
        filtered.narrow(since=since, until=until)


def _days_box(first: str, last: str) -> None:
    """The range of days; a filter that reaches beyond them is shown as far as they go."""
    chosen = [min(max(day, first), last) for day in (wanted.since or first, wanted.until or last)]
    st.session_state.setdefault("only_days", tuple(map(date.fromisoformat, chosen)))
    st.date_input(
        "Published, from and to", min_value=first, max_value=last, key="only_days", on_change=_set_days,
        format="YYYY-MM-DD", width=250,
    )  # fmt: skip


for name in lists:
    st.session_state.setdefault(f"only_{name}", list(getattr(wanted, name)))
st.session_state.setdefault("only_beliefs", wanted.beliefs)
st.session_state.setdefault("only_rejected", wanted.rejected)

with st.expander("Filters", icon=":material/filter_alt:"):  # folded: the list begins in the first screen
    widgets = st.columns(6)
    for column, (name, field) in zip(widgets, FIELDS.items(), strict=False):
        column.multiselect(
            LABELS[name], names_in(every[field]), key=f"only_{name}", placeholder="All", on_change=_set_filter
        )
    codes = names_in(every["concerns"])
    codes += [code for code in names_in(every["speaker_country"]) if code not in codes]
    widgets[4].multiselect(
        "Tone", [*TONES.values(), NO_TONE], key="only_tones", placeholder="All", on_change=_set_filter
    )
    widgets[5].multiselect(
        "Country", codes, format_func=current.country, key="only_countries", placeholder="All", on_change=_set_filter
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if "outlets" in lists:
            st.multiselect(
                "Outlet", outlets, key="only_outlets", placeholder="All", on_change=_set_filter, width=420
            )  # fmt: skip
        if days is not None and days[0] != days[1]:
            _days_box(*days)
        st.toggle(
            "Plans and beliefs too", key="only_beliefs", on_change=_set_filter,
            help="What somebody thinks, plans or expects without having said it",
        )  # fmt: skip
        st.toggle("Rejected too", key="only_rejected", on_change=_set_filter, help="What you have said is wrong")


@st.fragment
def desk() -> None:
    """The list with its card, and the files of what is shown; drawn anew without the rest after a correction."""
    workbench.take()
    now = address.what_is_open("statements")
    if now is None or now.every is not current.every or filtered.wanted() != wanted:
        st.rerun()  # the filters above follow
    frame = filtered.statements(now)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="views"):
        filter_bar.show(now, frame)
        downloads.menu(now, frame)
    with st.container():  # a place of its own, so that the list stays the same one
        if frame.empty:
            st.text("No statement passes this filter. Take a part of it off, or widen the range of confidence.")
    workbench.show(now, frame, workbench.LIST)
    correcting.tally(now)


desk()
correcting.exchange(current)  # beside the fragment: what it tells would go with a run that is begun anew
