"""The catalogue of published releases for open-data portals: DCAT-AP.de 2.0 as Turtle, RDF/XML or JSON-LD."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from bildungsnetz.monitoring.models import ReleaseTable

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
LICENCES = {
    "dl-de/by-2-0": "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    "dl-de/zero-2-0": "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
    "cc-by-4.0": "http://dcat-ap.de/def/licenses/cc-by/4.0",
}
OTHER_LICENCE = "http://dcat-ap.de/def/licenses/other-closed"
EU = "http://publications.europa.eu/resource/authority"
THEME = URIRef(f"{EU}/data-theme/EDUC")
GERMAN = URIRef(f"{EU}/language/DEU")
FILES = (("csv", "CSV", "text/csv"), ("pdf", "PDF", "application/pdf"))
FORMS = {
    "ttl": ("turtle", "text/turtle"),
    "rdf": ("xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}


def catalogue(tables: Iterable[ReleaseTable], *, site: str, address: Callable[[ReleaseTable, str], str]) -> Graph:
    """Describe each indicator of each network as a dataset with its files.

    ``tables``: those of published releases, newest first; ``site``: address of the platform without a slash at the end;
    ``address`` gives the address of a table's page ("") or file ("csv", "pdf"). One dataset per network and indicator.
    """
    graph = Graph()
    for prefix, name in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("dcatde", DCATDE)):
        graph.bind(prefix, name)
    root = URIRef(f"{site}/offene-daten")
    publisher = _agent(graph, f"{site}/#betrieb", "Bildungsnetz")
    graph.add((root, RDF.type, DCAT.Catalog))
    graph.add((root, DCTERMS.title, Literal("Bildungsnetz: freigegebene Zahlen", lang="de")))
    about = "Zahlen der Bildungsnetzwerke, von beiden Seiten freigegeben."
    graph.add((root, DCTERMS.description, Literal(about, lang="de")))
    graph.add((root, DCTERMS.publisher, publisher))
    graph.add((root, DCTERMS.language, GERMAN))
    graph.add((root, FOAF.homepage, URIRef(f"{site}/")))
    graph.add((URIRef(f"{site}/"), RDF.type, FOAF.Document))
    # The rules of the state's portals ask each term for its vocabulary, and do not look it up.
    _within(graph, GERMAN, f"{EU}/language")
    kept = sorted(tables, key=lambda table: (table.version.network.slug, table.code))
    for _key, group in groupby(kept, key=lambda table: (table.version.network.slug, table.code)):
        graph.add((root, DCAT.dataset, _dataset(graph, list(group), site, address)))
    return graph


def _dataset(
    graph: Graph, tables: list[ReleaseTable], site: str, address: Callable[[ReleaseTable, str], str]
) -> URIRef:
    newest = max(tables, key=lambda table: (table.version.year, table.version.number))
    oldest = min(tables, key=lambda table: (table.version.year, table.version.number))
    network, page = newest.version.network, address(newest, "")
    node = URIRef(f"{page}#datensatz")
    about = newest.definition.get("definition") or newest.definition.get("part") or newest.title
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.title, Literal(f"{newest.title}, {network.name}", lang="de")))
    graph.add((node, DCTERMS.description, Literal(about, lang="de")))
    graph.add((node, DCTERMS.identifier, Literal(str(node))))
    publisher = _agent(graph, f"{site}/{network.slug}#netzwerk", f"Bildungsnetz {network.name}")
    graph.add((node, DCTERMS.publisher, publisher))
    graph.add((node, DCTERMS.language, GERMAN))
    graph.add((node, DCAT.theme, THEME))
    _within(graph, THEME, f"{EU}/data-theme")
    graph.add((node, DCAT.keyword, Literal("Bildung", lang="de")))
    graph.add((node, DCAT.landingPage, URIRef(page)))
    graph.add((URIRef(page), RDF.type, FOAF.Document))
    for term, table in ((DCTERMS.issued, oldest), (DCTERMS.modified, newest)):
        if table.version.published_at:
            graph.add((node, term, _day(table.version.published_at.date())))
    for ending, kind, media_type in FILES:
        graph.add((node, DCAT.distribution, _file(graph, newest, address(newest, ending), kind, media_type)))
    return node


def _file(graph: Graph, table: ReleaseTable, url: str, kind: str, media_type: str) -> URIRef:
    node = URIRef(f"{url}#datei")
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(f"{table.title} ({kind})", lang="de")))
    graph.add((node, DCAT.accessURL, URIRef(url)))
    graph.add((node, DCAT.downloadURL, URIRef(url)))
    graph.add((node, DCTERMS.format, URIRef(f"{EU}/file-type/{kind}")))
    _within(graph, URIRef(f"{EU}/file-type/{kind}"), f"{EU}/file-type")
    graph.add((node, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")))
    licence = URIRef(LICENCES.get(table.licence.casefold(), OTHER_LICENCE))
    graph.add((node, DCTERMS.license, licence))
    _within(graph, licence, "http://dcat-ap.de/def/licenses")
    graph.add((node, DCATDE.licenseAttributionByText, Literal(table.source, lang="de")))
    return node


def _agent(graph: Graph, url: str, name: str) -> URIRef:
    node = URIRef(url)
    graph.add((node, RDF.type, FOAF.Agent))
    graph.add((node, FOAF.name, Literal(name, lang="de")))
    return node


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


def _within(graph: Graph, term: URIRef, vocabulary: str) -> None:
    graph.add((term, SKOS.inScheme, URIRef(vocabulary)))
