import os
from pathlib import Path

import pytest
from rdflib import DCAT, RDF, Graph

from bildungsnetz.monitoring.tests.factories import make_protected, make_published

# The library warns of its own older class when it reads JSON-LD.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")]
ROOT = Path(__file__).resolve().parents[4]
DATA = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data"))
SHAPES = DATA / "standards" / "dcat-ap-de"


def graph_of(client, form="ttl", parser="turtle"):
    return Graph().parse(data=client.get(f"/offene-daten/katalog.{form}").content, format=parser)


@pytest.mark.parametrize(("form", "parser"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_the_catalogue_says_the_same_in_every_form(client, form, parser):
    make_published()

    assert len(graph_of(client, form, parser)) == len(graph_of(client))


def test_only_what_is_published_is_in_the_catalogue(client):
    make_protected()

    assert list(graph_of(client).subjects(RDF.type, DCAT.Dataset)) == []


def test_an_unknown_form_is_no_page(client):
    assert client.get("/offene-daten/katalog.xlsx").status_code == 404


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["dcat-ap_2.1.1_shacl_shapes.ttl", "dcat-ap-spec-german-additions.ttl"])
def test_the_catalogue_fits_the_shapes_of_dcat_ap_de(client, name):
    from pyshacl import validate

    make_published()
    shapes = Graph().parse(SHAPES / name)

    fits, _graph, words = validate(graph_of(client), shacl_graph=shapes, do_owl_imports=False, advanced=True)

    assert fits, words
