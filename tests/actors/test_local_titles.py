"""Titles of councils, police and provinces, as they are cut short before a name."""

from __future__ import annotations

import pytest

from analysis import analyse

TITLES = [
    ("Coun.", "councillor"), ("Couns.", "councillor"), ("Cllr.", "councillor"), ("Clr", "councillor"),
    ("Ald.", "alderman"), ("Supt.", "superintendent"), ("Det. Insp.", "detective inspector"), ("Const.", "constable"),
    ("Sgt.", "sergeant"), ("MPP", "member of provincial parliament"), ("MLA", "member of the legislative assembly"),
    ("MNA", "member of the national assembly"), ("MSP", "member of the Scottish Parliament"), ("Reeve", "reeve"),
    ("Dep. Chief", "deputy chief"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "role"), TITLES)
def test_a_title_cut_short_is_nobody(title, role):
    text = f"{title} Paul Brandt said on Monday that the road was shut. A witness said {title} Paul Brandt was there."
    actors = analyse(text).actors
    assert [actor.name for actor in actors] == ["Paul Brandt", "witness"]
    assert actors[0].role == role
