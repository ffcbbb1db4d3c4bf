"""The charts on the pages that plotly draws, with their words for those who cannot see them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ..view import figures
from .screen import dark


def reliability(bins: pd.DataFrame, *, key: str) -> None:
    """How often the program was right against how sure it was."""
    names = [f"{share:.0%} sure" for share in bins["confidence"]]
    right = [round(100 * share) for share in bins["right"]]
    alt = figures.in_words("Share of statements that were right, by confidence", names, right, "per cent", most=10)
    st.plotly_chart(
        figures.reliability_curve(bins, dark=dark()), key=key, config=figures.CONFIG, width="content", alt=alt
    )
