"""Every page that a login of the demonstration reaches: it answers, reads well, fits a phone, and axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.desk.demo import LOGINS
from bildungsnetz.desk.demo_network import make_demo
from tests.browser.crawling import crawl

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOBODY = ""
# Two halves, so that two processes can share the work.
HALVES = {
    "those who work on the contract": [NOBODY, *(login.email for login in LOGINS[:4])],
    "all others": [login.email for login in LOGINS[4:]],
}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
BEGINNINGS = ["/", "/schreibtisch"]
LOOK = """() => ({
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
    title: document.title.trim() !== "",
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    make_demo(at=timezone.now())


@pytest.mark.parametrize("half", HALVES)
def test_every_page_works_for_every_login_and_on_every_width(demo, half, signed_in, carry_over, page_at):
    problems, looked_at = [], set()
    for email in HALVES[half]:
        person = User.objects.get(email=email) if email else None
        client = signed_in(person)
        found = crawl(client, BEGINNINGS if person else BEGINNINGS[:1])
        problems += [f"{email}: {sentence}" for sentence in found.broken]
        page = page_at()
        carry_over(client, page)
        for reached in found.pages:
            view = (reached.kind, reached.build)
            if view not in looked_at:
                looked_at.add(view)
                problems += [f"{email or 'nobody'} {reached.address} {problem}" for problem in faults(page, reached)]

    assert problems == [], "\n".join(problems)


# The fonts are there, and observers of sizes have had their frame: what a person sees a moment later.
SETTLED = """async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))));
}"""


def faults(page, reached):
    """Open a page once and look at it in both widths; returns what is wrong."""
    response = page.goto(reached.address)
    found = [] if response.status == 200 else [f"answers {response.status}"]
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLED)
        seen = page.evaluate(LOOK)
        if seen["headings"] != 1 or seen["language"] != "de" or not seen["title"]:
            found.append(f"has {seen['headings']} h1, language {seen['language']!r}, title: {seen['title']}")
        if seen["wide"] > 0:
            found.append(f"is {seen['wide']} pixels too wide at {width}")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:2])
            found.append(f"at {width}: {violation['id']}: {len(violation['nodes'])} times, {nodes}")
    return found
