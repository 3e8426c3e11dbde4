from hypothesis import given
from hypothesis import strategies as st

from bildungsnetz.design.difference import Part, parts_of

wordings = st.lists(st.sampled_from(["Land", "Kreis", "stellt", " ", "  ", ",", ".", "eine", "\n"]), max_size=12).map(
    "".join
)


def test_neighbouring_changes_read_as_one():
    assert parts_of(old="stellt eine Stelle.", new="stellt zwei halbe Stellen.") == [
        Part("same", "stellt "),
        Part("deleted", "eine Stelle"),
        Part("inserted", "zwei halbe Stellen"),
        Part("same", "."),
    ]


def test_equal_texts_have_no_change():
    assert parts_of(old="Das Land stellt.", new="Das Land stellt.") == [Part("same", "Das Land stellt.")]


@given(old=wordings, new=wordings)
def test_both_texts_can_be_read_from_the_parts(old, new):
    parts = parts_of(old=old, new=new)

    assert "".join(part.text for part in parts if part.change != "inserted") == old
    assert "".join(part.text for part in parts if part.change != "deleted") == new
