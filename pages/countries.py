"""The map of countries; for one of them, what is said about it, what its people say, and where it is named."""

import streamlit as st

from analysis import desk, tables, ui
from analysis.report import Span

HOW = ("name", "demonym", "capital", "city", "region", "institution", "metonym", "person")

current = ui.start("countries")
frame = ui.statements(current)
ui.filter_line(current, frame)

if current.mentions.empty:
    st.text("No country is mentioned in this text, so there is nothing to map.")
    st.stop()

found = [how for how in HOW if (current.mentions["how"] == how).any()]
found += sorted(set(current.mentions["how"]) - set(found))

picture, choice = st.columns([7, 4], gap="large")
with choice:
    names = {country.alpha2: country.name for country in current.report.countries}
    counts = current.mentions["alpha2"].value_counts()
    st.session_state.pick_country = st.session_state.get("country")
    st.selectbox(
        "Country", counts.index.tolist(), index=None, key="pick_country", placeholder="All countries",
        format_func=lambda code: f"{names[code]} ({counts[code]})",
        on_change=lambda: ui.choose("country", st.session_state.pick_country),
    )  # fmt: skip
    classes = st.pills(
        "Counted when named by", found, default=found, selection_mode="multi", key="how", wrap=True,
        help="Switch off, say, capitals, where “Paris” should not count as France",
    )  # fmt: skip
    mentions = current.mentions[current.mentions["how"].isin(classes or [])].reset_index(drop=True)
    focus = current.report.focus
    if focus is not None:
        st.caption(f"The article is mainly about {ui.escaped(focus.name)}.")
    aside = int((~mentions["section"].isin(["body", "title"])).sum())
    if aside:
        st.caption(f"{aside} of {len(mentions)} mentions stand outside the article's own text (captions, credits).")
    st.download_button(
        "Mentions (CSV)", lambda: tables.to_csv(mentions), "country-mentions.csv", "text/csv", key="mentions_csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
with picture:
    if mentions.empty:
        st.text("Every way of naming a country is switched off.")
    else:
        near = st.segmented_control(
            "Part of the world", ["Whole world", "Where they lie"], default="Whole world", required=True, key="part",
            label_visibility="collapsed",
        )  # fmt: skip
        ui.country_map(mentions, key="map", height=360, near=near == "Where they lie")

code = st.session_state.get("country")
if code is None:
    st.caption("Click a coloured country, or choose one from the list, to see what is said about it.")
    st.dataframe(
        mentions.groupby(["country", "how"]).size().unstack(fill_value=0).assign(all=lambda t: t.sum(axis=1))
        .sort_values("all", ascending=False).reset_index() if len(mentions) else mentions[["country"]],
        hide_index=True, alt="Table of mentions by country and by how it is named", key="how_table",
    )  # fmt: skip
    st.stop()

st.header(ui.escaped(current.country(code)), anchor=False)
about = frame[tables.has_any(frame["about_countries"], [code])]
by = frame[frame["speaker_country"] == code]
named = mentions[mentions["alpha2"] == code]
first, second, third = st.columns(3, gap="large")
with first:
    st.subheader(f"Said about it ({len(about)})", anchor=False)
    cards = [desk.card(current, row) for row in about.itertuples()]
    ui.quotes(cards, key="about_country", empty="No statement is about this country.")
with second:
    st.subheader(f"Said by its people ({len(by)})", anchor=False)
    cards = [desk.card(current, row) for row in by.itertuples()]
    ui.quotes(cards, key="by_country", empty="Nobody from this country is quoted.")
with third:
    st.subheader(f"Mentioned ({len(named)})", anchor=False)
    rows = [(Span(row.start, row.end), row.how, row.why) for row in named.itertuples()]
    cards = [desk.passage(current.report, span, f"{how} · {why}") for span, how, why in rows]
    ui.quotes(cards, key="named_country", empty="It is not named in the ways chosen above.", height="38rem")
