import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from bildungsnetz.design.navigation import Item, mark_current
from bildungsnetz.design.templatetags.design import UnknownKind


class Contact(forms.Form):
    email = forms.EmailField(label="E-Mail", help_text="Hinweis")
    way = forms.ChoiceField(label="Weg", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def rendered(source, **context):
    with override("de"):
        return " ".join(Template("{% load design %}" + source).render(Context(context)).split())


def test_hint_and_error_of_a_field_are_tied_to_its_input():
    html = rendered("{% field form.email %}", form=Contact({"email": "niemand"}))

    assert 'aria-describedby="id_email_hint id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert (html.count('id="id_email_hint"'), html.count('id="id_email_error"')) == (1, 1)


def test_error_summary_leads_to_each_faulty_field():
    html = rendered("{% error_summary form %}", form=Contact({}))

    assert ('href="#id_email"' in html, 'href="#id_way_0"' in html) == (True, True)
    assert "2 Angaben fehlen oder passen nicht." in html


@pytest.mark.parametrize("form", [Contact(), Contact({"email": "a@example.org", "way": "a"})])
def test_error_summary_is_silent_while_nothing_is_wrong(form):
    assert rendered("{% error_summary form %}", form=form) == ""


def test_a_form_printed_by_django_looks_like_ours():
    html = rendered("{{ form }}", form=Contact())

    assert html.count("kern-form-input__input") == 1
    assert html.count('class="kern-form-check__radio"') == 2


def test_markup_in_a_tag_is_escaped():
    assert "&lt;b&gt;" in rendered('{% tag "done" text %}', text="<b>")


def test_an_unknown_kind_of_tag_is_refused():
    with pytest.raises(UnknownKind):
        rendered('{% tag "green" "agreed" %}')


def test_side_mark_says_its_side_in_words():
    assert "Landesseite" in rendered('{% side_mark "STATE" %}')
    assert "Kommunale Seite" in rendered('{% side_mark "MUNICIPAL" "Kreis" %}')


def test_pagination_keeps_the_other_parameters():
    request = RequestFactory().get("/liste", {"ort": "Haan", "seite": "2"})

    html = rendered("{% pagination page %}", page=Paginator(range(30), 10).page(2), request=request)

    assert ("?ort=Haan&amp;seite=1" in html, "?ort=Haan&amp;seite=3" in html) == (True, True)
    assert 'aria-current="page"' in html


def test_pagination_is_silent_on_a_single_page():
    assert rendered("{% pagination page %}", page=Paginator(range(3), 10).page(1)) == ""


def test_the_longest_fitting_address_is_the_current_one():
    items = [Item("Start", "/netz"), Item("Zahlen", "/netz/zahlen"), Item("Berichte", "/netz/berichte")]

    marked = mark_current(items, path="/netz/zahlen/12")

    assert [item.label for item in marked if item.current] == ["Zahlen"]


def test_figures_stand_right_aligned_also_beside_a_protected_value():
    html = rendered("{% data_table table %}", table={"columns": ["Jahr", "Wert"], "rows": [["2025", "·"], ["2026", 7]]})

    assert html.count("kern-table__cell--numeric") == 2
    assert html.count("kern-table__header--numeric") == 1
