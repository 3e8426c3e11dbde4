"""The living page and the error pages in a real browser, under the policy that production sends."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/muster", "/muster?konto=0", "/gibt-es-nicht")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360, 320])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_page_is_accessible_fits_and_obeys_the_policy(browser, live_server, path, width, colours):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=colours, locale="de-DE")
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    answer = page.goto(live_server.url + path)
    too_wide = page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")
    violations = [(found["id"], len(found["nodes"])) for found in Axe().run(page).response["violations"]]
    page.close()

    expected = [complaint for complaint in complaints if "404 (Not Found)" in complaint]
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    assert (violations, too_wide, complaints) == ([], False, expected)


def test_phone_menu_opens_without_script(browser, live_server):
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()

    page.goto(live_server.url + "/muster")
    before = page.locator(".bn-menu a", has_text="Beispiel 7").is_visible()
    page.locator(".bn-menu > summary").click()
    after = page.locator(".bn-menu a", has_text="Beispiel 7").is_visible()
    context.close()

    assert (before, after) == (False, True)


def test_targets_on_a_phone_are_large_enough_for_a_thumb(browser, live_server):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(live_server.url + "/muster")
    page.locator(".bn-menu > summary").click()

    small = page.evaluate(
        """() => [...document.querySelectorAll(
            'header a, header button, header summary, footer a, footer button, main button, main .kern-btn, '
            + 'main nav a, main summary, main select, main input:not([type=hidden])')]
          .filter(e => e.checkVisibility({visibilityProperty: true}))
          .map(e => [e.className, e.closest('label, .kern-form-check') || e])
          .filter(([, e]) => e.getBoundingClientRect().height < 43.5)
          .map(([name, e]) => [name, e.getBoundingClientRect().height])"""
    )
    page.close()

    assert small == []


def test_keyboard_reaches_a_wide_table_only_where_it_does_not_fit(browser, live_server):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(live_server.url + "/muster")
    count = "() => document.querySelectorAll('.bn-chart-scroll[tabindex]').length"
    wide = page.evaluate(count)

    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_function("() => document.querySelectorAll('.bn-chart-scroll[tabindex]').length > 1")
    narrow = page.evaluate(count)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_function(f"() => document.querySelectorAll('.bn-chart-scroll[tabindex]').length === {wide}")
    page.close()

    assert narrow > wide


def test_paper_is_black_on_white_without_navigation(browser, live_server):
    page = browser.new_page(color_scheme="dark", locale="de-DE")
    page.goto(live_server.url + "/muster")
    page.emulate_media(media="print")

    hidden = [page.locator(name).first.is_visible() for name in (".bn-navigation", ".bn-tools", ".bn-filter")]
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    printed = page.locator(".bn-printed").inner_text()
    page.close()

    assert (hidden, ground) == ([False, False, False], "rgb(255, 255, 255)")
    assert printed.startswith("Gedruckt am ")
