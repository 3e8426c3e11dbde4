import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.browser_journey
@pytest.mark.parametrize("width", [1280, 360])
def test_the_description_is_accessible_and_fits_the_screen(page_at, assert_accessible, width):
    page = page_at(width)
    page.goto("/api/v1/docs")

    assert page.get_by_role("heading", level=1).inner_text() == "Schnittstelle für Maschinen"
    assert_accessible(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
