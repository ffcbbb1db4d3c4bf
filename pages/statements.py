"""Every statement with all that is known about it: filter, see why, download."""

import streamlit as st

from analysis import charts, checking, desk, session, tables, ui

current = ui.start("statements")
every = current.every
wanted = session.wanted()

if every.empty:
    st.text("No statements were found: nobody in this text is reported to have said, thought or planned something.")
    st.stop()

FIELDS = {"speakers": "speaker", "about": "about_all", "acts": "act", "kinds": "kind"}
LABELS = {"speakers": "Speaker", "about": "About", "acts": "Act", "kinds": "Kind"}


def _set_filter() -> None:
    state = st.session_state
    chosen = {name: tuple(state[f"only_{name}"]) for name in (*FIELDS, "countries")}
    session.narrow(**chosen, beliefs=state.only_beliefs, rejected=state.only_rejected)


for name in (*FIELDS, "countries"):
    st.session_state.setdefault(f"only_{name}", list(getattr(wanted, name)))
st.session_state.setdefault("only_beliefs", wanted.beliefs)
st.session_state.setdefault("only_rejected", wanted.rejected)

with st.expander("Filters", icon=":material/filter_alt:") if charts.narrow() else st.container(border=True):
    widgets = st.columns(5)
    for column, (name, field) in zip(widgets, FIELDS.items(), strict=False):
        column.multiselect(
            LABELS[name], tables.options(every[field]), key=f"only_{name}", placeholder="All", on_change=_set_filter
        )
    codes = tables.options(every["about_countries"])
    codes += [code for code in tables.options(every["speaker_country"]) if code not in codes]
    widgets[4].multiselect(
        "Country", codes, format_func=current.country, key="only_countries", placeholder="All", on_change=_set_filter
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="large"):
        st.toggle(
            "Plans and beliefs too", key="only_beliefs", on_change=_set_filter,
            help="What somebody thinks, plans or expects without having said it",
        )  # fmt: skip
        st.toggle("Rejected too", key="only_rejected", on_change=_set_filter, help="What you have said is wrong")

frame = ui.statements(current)
ui.filter_line(current, frame)
if frame.empty:
    st.text("No statement passes this filter. Take a part of it off, or widen the range of confidence.")
else:
    columns = [
        "speaker", "act", "about", "statement", "tone", "kind", "confidence", "reasons", "about_countries",
        "speaker_role", "speaker_country", "via", "sentence",
    ]  # fmt: skip
    if (frame["checked"] != "").any():
        columns.insert(0, "checked")
    if charts.narrow():
        columns.remove("statement")
        columns.insert(1, "statement")
    if current.several:
        columns += ["outlet", "published", "title"]
    ui.statement_table(current, frame, columns, key="all_rows", height=min(620, 38 + 35 * len(frame)))
    focus = frame[frame["statement_id"] == st.session_state.get("statement")]
    if current.several:
        st.caption("Click a row to see it in its article, with the reasons.")
    elif len(focus):
        ui.quotes([desk.card(current, focus.iloc[0], reasons=True)], key="row_card", empty="")
    else:
        st.caption("Click a row to see it whole, with the reasons.")
checking.panel(current, frame)
checking.tally(current)
with st.container(horizontal=True):
    ui.downloads(current, frame)
    checking.exchange(current)
if not frame.empty:
    acts, speakers = st.columns(2, gap="large")
    with acts:
        st.header("What is done with words", anchor=False)
        charts.act_bars(frame, key="acts")
    with speakers:
        st.header("By whom", anchor=False)
        charts.speaker_bars(frame, key="speakers", most=10)
