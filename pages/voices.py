"""The people and bodies of the article: what each says, what is said about each, and who speaks about whom."""

import streamlit as st

from analysis import charts, checking, desk, figures, ui

current = ui.start("voices")
frame = ui.statements(current)
ui.filter_line(current, frame)

if not current.report.actors:
    st.text("Nobody is named in this text.")
    st.stop()

said_by = frame["speaker_id"].value_counts()
actors = sorted(current.report.actors, key=lambda a: (-said_by.get(a.id, 0), -len(a.mentions), a.name))
names = {actor.id: actor.name for actor in actors}

ranking, matrix = st.columns([4, 7], gap="large")
with ranking:
    st.subheader("Who speaks", anchor=False)
    unit = st.segmented_control(
        "Measured in", ["statements", "words"], default="statements", required=True, key="unit",
        label_visibility="collapsed",
    )  # fmt: skip
    if frame.empty:
        st.text("Nobody is quoted.")
    else:
        charts.speaker_bars(frame, key="bars", by=unit or "statements")
with matrix:
    st.subheader("Who speaks about whom", anchor=False)
    if figures.pairs_of(frame).empty:
        st.text("No statement is aimed at anybody in particular.")
    else:
        st.caption("Larger means more statements. Click a bubble to see only those, on every page.")
        charts.pair_matrix(frame, key="matrix")

st.session_state.pick_actor = st.session_state.get("actor")
st.selectbox(
    "Person, organisation or country", list(names), index=None, format_func=names.__getitem__, key="pick_actor",
    placeholder="Choose a voice, or click a bar above", width=420,
    on_change=lambda: ui.choose("actor", st.session_state.pick_actor),
)  # fmt: skip

actor = current.report.actor(st.session_state.get("actor"))
if actor is None:
    st.stop()

by = frame[frame["speaker_id"] == actor.id]
about = frame[[actor.id in ids.split("; ") for ids in frame["about_ids"]]]
spans = [m for m in actor.mentions if m.kind != "pronoun"]
covered = [s for s in current.report.statements if s.id in set(by["statement_id"]) | set(about["statement_id"])]
inside = [span for s in covered for span in (*s.content, *s.source)]
only = [m for m in spans if not any(m.span.overlaps(span) for span in inside)]

st.header(ui.escaped(actor.name), anchor=False)
known = [actor.type, actor.role or "", current.country(actor.country)]
also = [alias for alias in actor.aliases if alias != actor.name]
st.text(" · ".join(part for part in known if part) + (f" · also “{'”, “'.join(also)}”" if also else ""))
with st.container(horizontal=True):
    checking.actor_editor(current, actor)
first, second, third = st.columns(3, gap="large")
with first:
    st.subheader(f"Says ({len(by)})", anchor=False)
    cards = [desk.card(current, row) for row in by.itertuples()]
    ui.quotes(cards, key="said_by", empty="Is not quoted in this article.")
with second:
    st.subheader(f"Spoken about ({len(about)})", anchor=False)
    cards = [desk.card(current, row) for row in about.itertuples()]
    ui.quotes(cards, key="said_about", empty="Nobody quoted speaks of this one.")
with third:
    st.subheader(f"Only mentioned ({len(only)})", anchor=False)
    cards = [desk.passage(current.report, mention.span) for mention in only]
    ui.quotes(cards, key="only_named", empty="Every mention belongs to a statement.", height="38rem")
