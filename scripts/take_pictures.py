"""Take the pictures of README and handbook from a running demonstration.

Start ``python3 run.py demo`` first, then ``python scripts/take_pictures.py http://localhost:8000``.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "bilder"
CHROMIUM = "/usr/bin/chromium"
# Name of the picture, who looks (by the start page's list of sign-ins; empty = the public), address, height in pixels.
SHOTS = (
    ("netzwerke", "", "/netzwerke?tag=19.11.2013", 1150),
    ("netzwerk", "", "/kreis-mettmann", 1100),
    ("schulen", "kreis@demo.example", "/kreis-mettmann/schulen", 800),
    ("schreibtisch", "kreis@demo.example", "/kreis-mettmann/schreibtisch", 1050),
    ("gremium", "kreis@demo.example", "/kreis-mettmann/gremien/1", 1150),
    ("beschluss", "kreis@demo.example", "/kreis-mettmann/sitzungen/1/top/3", 1150),
    ("zustimmung", "kreisleitung@demo.example", "/kreis-mettmann/vertrag/fassungen/2/zustimmung", 1250),
)


def main(address: str) -> None:
    """Take every picture at 1280 pixels, in German and light colours."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, who, path, height in SHOTS:
            context = browser.new_context(
                base_url=address, viewport={"width": 1280, "height": height}, locale="de-DE", color_scheme="light"
            )
            page = context.new_page()
            if who:
                sign_in(page, who)
            page.goto(path)
            page.screenshot(path=PICTURES / f"{name}.png")
            context.close()
        browser.close()


def sign_in(page: Page, who: str) -> None:
    """Sign in with the button of the start page."""
    page.goto("/")
    page.locator("form", has=page.locator(f'input[value="{who}"]')).get_by_role("button").click()
    page.wait_for_url("**/schreibtisch")


if __name__ == "__main__":
    main(sys.argv[1])
