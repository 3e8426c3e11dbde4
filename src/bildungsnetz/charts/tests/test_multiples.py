"""Small multiples: one scale, the given order, gaps left open."""

import pytest

from bildungsnetz.charts import Line, small_multiples

PERIODS = ("2021", "2022", "2023")


def draw(*lines):
    return small_multiples(
        lines, periods=PERIODS, key="k", title="Titel", finding="Befund.", subject_word="Ort", write=lambda v: f"{v:g}"
    )


def test_the_table_has_the_order_and_words_that_were_given():
    drawn = draw(Line("B", (3.0, None, 1.0), ("3", "·", "1")), Line("A", (1.0, 2.0, 9.0), ("1", "2", "9"), is_own=True))

    assert drawn.table.columns == ("Ort", *PERIODS)
    assert drawn.table.rows == (("B", "3", "·", "1"), ("A", "1", "2", "9"))


def test_what_is_missing_stays_a_gap():
    drawn = draw(Line("B", (3.0, None, 1.0), ("3", "·", "1")))

    assert drawn.svg.count("bn-chart-line--gap") == 1
    assert drawn.svg.count("<circle") == 2


def test_a_line_has_to_fit_the_periods():
    with pytest.raises(ValueError, match="does not fit 3 periods"):
        draw(Line("B", (3.0,), ("3",)))
