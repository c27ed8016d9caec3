from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.web import wording


@pytest.mark.parametrize(
    ("value", "zone", "shown"),
    [
        (None, None, "date unknown"),
        ("", None, "date unknown"),
        ("2031", None, "2031"),
        ("2031-03", None, "March 2031"),
        ("2031-03-04", None, "4 March 2031"),
        ("2031-03-04T19:40:00", None, "4 March 2031, 19:40 (zone unknown)"),
        ("2031-03-04T19:40", "ET", "4 March 2031, 19:40 ET"),
        ("2031-03-04T19:40:12.5Z", None, "4 March 2031, 19:40 UTC"),
        ("2031-03-04T19:40:00+02:00", "+02:00", "4 March 2031, 19:40 UTC+02:00"),
        ("2031-03-04T19:40:00-05:00", "EST", "4 March 2031, 19:40 UTC−05:00 (EST)"),
        ("sometime <b>", None, "sometime <b>"),
        ("2031-13-01", None, "2031-13-01"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_is_known(value, zone, shown):
    assert wording.show_date(value, zone) == shown


@given(st.text())
def test_any_date_can_be_shown(value):
    assert wording.show_date(value)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/x",
        "https://",
        "http://[",
        "file:///x",
        "https://a\x07b",
        "",
        None,
    ],
)
def test_only_web_addresses_are_linked(url):
    assert wording.web_address(url) is None


def test_web_addresses_are_linked():
    assert wording.web_address("HTTPS://press.example/a?b=c") == "HTTPS://press.example/a?b=c"


def test_what_acts_unseen_is_spelled_out():
    assert wording.visible("a\u202eb\x00\ud800") == "a⟨U+202E⟩b⟨U+0000⟩⟨U+D800⟩"
    assert wording.visible_words("<\u202e>") == (
        '&lt;<span class="unseen" title="RIGHT-TO-LEFT OVERRIDE">⟨U+202E⟩</span>&gt;'
    )
    assert (
        wording.visible("tab\tline\nfamily \U0001f468\u200d\U0001f469")
        == "tab\tline\nfamily \U0001f468\u200d\U0001f469"
    )


@given(st.text())
def test_shown_words_can_always_be_sent_and_never_hold_markup_of_their_own(text):
    shown = wording.visible_words(text)
    shown.encode()
    assert "<" not in shown.replace('<span class="unseen" title="', "").replace("</span>", "")


def test_nothing_is_rounded_up_to_certainty():
    assert [wording.show_confidence(value) for value in (0.0, 0.845, 0.999, 1.0)] == ["0%", "84%", "99%", "99%"]
