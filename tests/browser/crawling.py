"""Walking all links of the site without a browser: what a visitor reaches, and which pages are worth a look."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

# Of one kind of page (53 networks, all schools) a visitor opens this many; the crawl stays exact about kinds.
MOST_OF_A_KIND = 4
NOT_FOLLOWED = {"account_logout"}


@dataclass(frozen=True)
class Page:
    """A page somebody reached: its address, its kind, and how it is built."""

    address: str
    kind: str
    build: frozenset[str]
    found_on: str


@dataclass
class Crawl:
    """What one visitor found."""

    pages: list[Page] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects the links of a page, and which kinds of elements its main part is built of."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.build: set[str] = set()
        self.in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")
        if tag == "main":
            self.in_main = True
        # A drawing is one thing, however many lines it has.
        if self.in_main and tag not in ("path", "g", "rect", "line", "circle", "text", "tspan", "title", "desc"):
            self.build.add(f"{tag}.{values.get('class') or ''}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.in_main = False


def crawl(client: Client, beginnings: Iterable[str]) -> Crawl:
    """Follow every link from some pages on; never twice to one address, and a few times to one kind of page."""
    found, seen, kinds = Crawl(), set(beginnings), Counter[str]()
    waiting = [(address, "") for address in beginnings]
    while waiting:
        address, origin = waiting.pop(0)
        kind = kind_of(address)
        if kind is None:
            found.broken.append(f"{origin} leads to {address}, which is no address of the site")
            continue
        kinds[kind] += 1
        if kinds[kind] > MOST_OF_A_KIND or kind in NOT_FOLLOWED:
            continue
        response = client.get(address, follow=True)
        if response.status_code != 200:
            found.broken.append(f"{origin} leads to {address}: {response.status_code}")
            continue
        if not response["Content-Type"].startswith("text/html"):
            continue
        reader = Reader()
        reader.feed(response.content.decode())
        found.pages.append(Page(address, kind, frozenset(reader.build), origin))
        for target in _on_this_site(reader.links, address):
            if target not in seen:
                seen.add(target)
                waiting.append((target, address))
    return found


def kind_of(address: str) -> str | None:
    """Return the name of an address; static files are a kind of their own; None if nothing answers there."""
    path = urlsplit(address).path
    if path.startswith("/static/"):
        return "static"
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def _on_this_site(links: Iterable[str], page: str) -> Iterator[str]:
    for link in links:
        parts = urlsplit(urljoin(f"http://site{page}", link))
        if parts.scheme == "http" and parts.netloc == "site":
            yield parts.path + (f"?{parts.query}" if parts.query else "")
