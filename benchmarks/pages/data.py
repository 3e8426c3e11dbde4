"""A school list of 5,507 rows, all in the ten towns of Kreis Mettmann; made, not real."""

import csv
import io
import random

ROWS = 5507
TOWNS = {
    "05158004": "Erkrath", "05158008": "Haan", "05158012": "Heiligenhaus", "05158016": "Hilden",
    "05158020": "Langenfeld", "05158024": "Mettmann", "05158026": "Monheim am Rhein", "05158028": "Ratingen",
    "05158032": "Velbert", "05158036": "Wülfrath",
}  # fmt: skip
TYPES = {"02": "Grundschule", "10": "Realschule", "15": "Gesamtschule", "20": "Gymnasium", "30": "Berufskolleg"}
HEADER = [
    "Schulnummer",
    "Schulform",
    "Schulbezeichnung_1",
    "Schulbezeichnung_2",
    "Schulbezeichnung_3",
    "Kurzbezeichnung",
    "PLZ",
    "Ort",
    "Strasse",
    "Telefonvorwahl",
    "Telefon",
    "Faxvorwahl",
    "Fax",
    "E-Mail",
    "Homepage",
    "Rechtsform",
    "Traegernummer",
    "Gemeindeschluessel",
    "Schulbetriebsschluessel",
    "Schulbetriebsdatum",
    "EPSG",
    "UTMRechtswert",
    "UTMHochwert",
]


def school_list(rows: int = ROWS, seed: int = 1) -> bytes:
    """Return a file in the layout of the state's directory with ``rows`` invented schools."""
    chance = random.Random(seed)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(HEADER)
    for place in range(rows):
        ags, town = chance.choice(list(TOWNS.items()))
        key, kind = chance.choice(list(TYPES.items()))
        number = str(300000 + place)
        writer.writerow(
            [number, key, f"Messschule {place} {kind}", "", "", f"{town}, {kind} {place}", "40822", town,
             f"Weg {place}", "", "", "", "", f"{number}@example.org", "", "1", "", ags, "1", "01.08.2010",
             "EPSG:25832", str(360000 + chance.randrange(10000)), str(5680000 + chance.randrange(9000))]
        )  # fmt: skip
    return text.getvalue().encode()
