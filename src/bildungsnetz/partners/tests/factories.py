"""Networks, schools and small lists in the layouts of the official ones."""

import factory

from bildungsnetz.networks.models import District, Network, Region
from bildungsnetz.partners.models import Institution, School
from bildungsnetz.partners.services import spelt

HEADER = (
    "Schulnummer;Schulform;Schulbezeichnung_1;Schulbezeichnung_2;Schulbezeichnung_3;Kurzbezeichnung;Bezirksregierung;"
    "PLZ;Ort;Strasse;Telefonvorwahl;Telefon;Faxvorwahl;Fax;E-Mail;Homepage;Rechtsform;Traegernummer;"
    "Gemeindeschluessel;Schulbetriebsschluessel;Schulbetriebsdatum;EPSG;UTMRechtswert;UTMHochwert;"
)
ROW = {
    "Schulnummer": "100011",
    "Schulform": "15",
    "Schulbezeichnung_1": "Städt. Gesamtschule",
    "Kurzbezeichnung": "Haan, GE Walder Straße",
    "PLZ": "42781",
    "Ort": "Haan",
    "Strasse": "Walder Str. 15",
    "Telefonvorwahl": "02129",
    "Telefon": "3754950",
    "E-Mail": "100011@schule.nrw.de",
    "Homepage": "www.gesamtschule-haan.de",
    "Rechtsform": "1",
    "Traegernummer": "11435",
    "Gemeindeschluessel": "05158008",
    "Schulbetriebsschluessel": "1",
    "Schulbetriebsdatum": "01.08.2017",
    "EPSG": "EPSG:25832",
    "UTMRechtswert": "361466",
    "UTMHochwert": "5673192",
}


def schuldaten(*rows, stated=""):
    """A list in the ministry's layout with the newer column set; each row gives only what matters."""
    names = HEADER.rstrip(";").split(";")
    lines = ["sep=;", *([f"Stand: {stated}"] if stated else []), HEADER]
    for row in rows:
        cells = {**ROW, **row}
        lines.append(";".join(f'"{cells.get(name, "")}"' for name in names))
    return "\n".join([*lines, ""]).encode()


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("key",)

    key = "051"
    name = "Düsseldorf"


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region

    key = "05158"
    name = "Kreis Mettmann"
    kind = "COUNTY"
    district = factory.SubFactory(DistrictFactory)


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network

    region = factory.SubFactory(RegionFactory)
    name = factory.SelfAttribute("region.name")
    slug = "kreis-mettmann"


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution

    kind = "YOUTH_OFFICE"
    side = "MUNICIPAL"
    name = factory.Sequence(lambda n: f"Jugendamt {n}")
    town = "05158024"
    place = "Mettmann"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        found = spelt(model_class(*args, **kwargs))
        found.save()
        return found


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = School

    school_number = factory.Sequence(lambda n: f"{100100 + n}")
    school_type = "02"
    operating_code = "1"
    institution = factory.SubFactory(
        InstitutionFactory, kind="SCHOOL", name=factory.Sequence(lambda n: f"Grundschule {n}")
    )
