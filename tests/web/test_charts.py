from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.web.charts import ROW, WIDTH, draw_bars


@given(st.lists(st.tuples(st.text(max_size=9), st.integers(1, 10**9)), max_size=15).map(tuple))
def test_bars_are_as_long_as_their_numbers_and_stay_in_the_picture(tally):
    chart = draw_bars(tally)
    assert [(bar.name, bar.count) for bar in chart.bars] == list(tally)
    assert (chart.height, chart.total) == (ROW * len(tally), sum(count for _, count in tally))
    for bar in chart.bars:
        assert 0 < bar.length <= WIDTH - bar.left
        longest = max(chart.bars, key=lambda other: other.count)
        assert abs(bar.length - max(longest.length * bar.count / longest.count, 2)) <= 0.2
