"""The start set: definitions in German, as they are shown. ``note`` says where a formula is only customary."""

from dataclasses import dataclass
from typing import Any

SCHOOL_STATISTICS = "Amtliche Schuldaten (IT.NRW)"
REGIONAL = "Statistische Ämter des Bundes und der Länder, Regionaldatenbank"
DL_BY = "dl-de/by-2-0"
UNCLEAR = "je nach Quelle"
OCTOBER = "15. Oktober (Amtliche Schuldaten)"
AT_SCHOOL = "am Ort der Schule, mit Förderschulen"
AT_HOME = "am Wohnort"
CUSTOMARY = "Die Formel ist fachüblich; eine amtliche Quelle der Formel ist hier nicht hinterlegt."
SEN_SCOPE = "Primarstufe und Sekundarstufe I."
SEN_SOURCE = "Amtliche Schuldaten (IT.NRW); Formeln nach Klemm/KMK"


@dataclass(frozen=True)
class Definition:
    """One indicator of the catalogue."""

    code: str
    area: str
    title: str
    definition: str
    unit: str
    aggregation: str
    direction: str = "NONE"
    numerator: str = ""
    denominator: str = ""
    decimals: int = 0
    source: str = SCHOOL_STATISTICS
    table: str = ""
    licence: str = UNCLEAR
    reference_day: str = OCTOBER
    counted_at: str = AT_SCHOOL
    not_to_mix: str = ""
    note: str = ""
    is_outcome: bool = True


def _rate(code: str, area: str, title: str, definition: str, numerator: str, denominator: str, direction: str = "NONE",
          **more: Any) -> Definition:  # fmt: skip
    values = {"decimals": 1, **more}
    return Definition(
        code,
        area,
        title,
        definition,
        "SHARE",
        "RATIO",
        direction,
        numerator,
        denominator,
        **values,
    )


_LEAVERS: dict[str, Any] = {
    "source": REGIONAL,
    "table": "21111-02-06-4",
    "licence": DL_BY,
    "reference_day": "Ende des Schuljahres",
}
_SCHOOLS: dict[str, Any] = {"source": REGIONAL, "table": "21111-01-03-4", "licence": DL_BY, "is_outcome": False,
            "reference_day": "Schuljahresbeginn"}  # fmt: skip
_INCOME: dict[str, Any] = {"source": REGIONAL, "table": "82411-01-03-4", "licence": DL_BY, "is_outcome": False,
           "reference_day": "Jahressumme", "counted_at": AT_HOME}  # fmt: skip
ALL_LEAVERS = "alle Abgehenden allgemeinbildender Schulen desselben Schuljahres"

START_SET: tuple[Definition, ...] = (
    Definition("einkommen-je-einwohner", "A", "Verfügbares Einkommen je Einwohner",
               "Verfügbares Einkommen der privaten Haushalte einschließlich privater Organisationen ohne Erwerbszweck, "
               "je Einwohnerin und Einwohner im Jahr.", "EURO", "NONE", **_INCOME,
               note="Das Drittel dieser Zahl im Jahr 2021 gehört zum Typ, in dem Regionen verglichen werden."),
    Definition("einkommen", "A", "Verfügbares Einkommen in Tausend Euro",
               "Verfügbares Einkommen der privaten Haushalte einschließlich privater Organisationen ohne Erwerbszweck, "
               "Jahressumme in Tausend Euro.", "COUNT", "SUM", **_INCOME),
    _rate("sgb2-quote-unter-15", "A", "SGB-II-Quote der unter 15-Jährigen",
          "Nicht erwerbsfähige Leistungsberechtigte unter 15 Jahren an der Bevölkerung dieses Alters am 31.12.; "
          "Revision 2016, ohne Kinder ohne Leistungsanspruch.",
          "nicht erwerbsfähige Leistungsberechtigte unter 15 Jahren", "Bevölkerung unter 15 Jahren (31.12.)",
          source="Bundesagentur für Arbeit; sozialberichte.nrw.de, Indikator 7.7", reference_day="31. Dezember",
          counted_at=AT_HOME, is_outcome=False),
    Definition("schulen", "B", "Allgemeinbildende Schulen", "Zahl der allgemeinbildenden Schulen nach Schulform.",
               "COUNT", "SUM", **_SCHOOLS),
    Definition("schuelerinnen-und-schueler", "B", "Schülerinnen und Schüler",
               "Schülerinnen und Schüler an allgemeinbildenden Schulen.", "COUNT", "SUM", **_SCHOOLS,
               not_to_mix="den Zahlen des Schulverzeichnisses, das auch Berufskollegs zählt"),
    Definition("schueler-je-schule", "B", "Schülerinnen und Schüler einer Schule",
               "Schülerinnen und Schüler einer Schule laut Schulverzeichnis, gerundet auf 5.", "COUNT", "SUM",
               source="Schul- und Adressverzeichnis (IT.NRW)", licence=DL_BY, is_outcome=False),
    Definition("sozialindex", "B", "Schulsozialindex",
               "Stufe 1 bis 9 der sozialen Belastung einer Schule aus vier Merkmalen ihrer Schülerschaft; sie "
               "beschreibt Belastung, nicht die Güte einer Schule.", "LEVEL", "NONE",
               source="Ministerium für Schule und Bildung NRW", licence=DL_BY, is_outcome=False,
               not_to_mix="der Stufe der ersten Ausgabe (2021/22 bis 2023/24): die Ausgaben sind kein Verlauf"),
    _rate("anteil-maedchen", "B", "Anteil der Schülerinnen", "Schülerinnen an allen Schülerinnen und Schülern.",
          "Schülerinnen", "alle Schülerinnen und Schüler", **_SCHOOLS),
    _rate("anteil-auslaendisch", "B", "Anteil ausländischer Schülerinnen und Schüler",
          "Schülerinnen und Schüler ohne deutsche Staatsangehörigkeit; Doppelstaater zählen als deutsch.",
          "ausländische Schülerinnen und Schüler", "alle Schülerinnen und Schüler", **_SCHOOLS),
    Definition("klasse-7", "B", "Schülerinnen und Schüler der Klasse 7",
               "Schülerinnen und Schüler der 7. Klassenstufe nach Schulform.", "COUNT", "SUM", **_SCHOOLS),
    Definition("stufe-11", "B", "Schülerinnen und Schüler der Stufe 11 oder Einführungsphase",
               "Schülerinnen und Schüler der 11. Jahrgangsstufe oder Einführungsphase nach Schulform.", "COUNT", "SUM",
               **_SCHOOLS),
    Definition("ausgaben-je-schueler", "B", "Ausgaben je Schülerin und Schüler",
               "Ausgaben der öffentlichen Schulen je Schülerin und Schüler nach Schulart, nur für das Land.", "EURO",
               "NONE", source="Statistisches Bundesamt, Bildungsberichterstattung", table="21711-02",
               reference_day="Haushaltsjahr", counted_at="am Ort der Schule", is_outcome=False, licence=DL_BY),
    _rate("betreuungsquote-u3", "C", "Betreuungsquote der unter Dreijährigen",
          "Kinder unter 3 Jahren in Kindertageseinrichtung oder öffentlich geförderter Tagespflege am 1. März an allen "
          "Kindern dieses Alters.", "betreute Kinder unter 3 Jahren", "alle Kinder unter 3 Jahren", "HIGHER",
          source="Kinder- und Jugendhilfestatistik", reference_day="1. März", counted_at=AT_HOME),
    _rate("betreuungsquote-ue3", "C", "Betreuungsquote der Drei- bis unter Sechsjährigen",
          "Kinder von 3 bis unter 6 Jahren in Kindertageseinrichtung oder öffentlich geförderter Tagespflege am "
          "1. März an allen Kindern dieses Alters.", "betreute Kinder von 3 bis unter 6 Jahren",
          "alle Kinder von 3 bis unter 6 Jahren", "HIGHER", source="Kinder- und Jugendhilfestatistik",
          reference_day="1. März", counted_at=AT_HOME),
    _rate("sprachfoerderbedarf", "C", "Kinder mit Sprachförderbedarf bei der Schuleingangsuntersuchung",
          "Kinder mit festgestelltem Sprachförderbedarf an allen untersuchten Kindern.",
          "Kinder mit Sprachförderbedarf", "untersuchte Kinder", "LOWER", source="Schuleingangsuntersuchung",
          reference_day="Untersuchungsjahrgang", counted_at=AT_HOME, note=CUSTOMARY),
    _rate("vorzeitige-einschulung", "C", "Vorzeitige Einschulungen", "Vorzeitig Eingeschulte an allen Eingeschulten.",
          "vorzeitig Eingeschulte", "alle Eingeschulten", note=CUSTOMARY),
    _rate("spaete-einschulung", "C", "Verspätete Einschulungen", "Verspätet Eingeschulte an allen Eingeschulten.",
          "verspätet Eingeschulte", "alle Eingeschulten", note=CUSTOMARY),
    *(
        _rate(f"uebergang-{slug}", "D", f"Übergangsquote auf {words}",
              f"Schülerinnen und Schüler der Klasse 5 ({name}), die im Vorjahr eine Grundschule besuchten.",
              f"Klasse 5 {name}, im Vorjahr Grundschule", "alle in Klasse 5, im Vorjahr Grundschule")
        for slug, name, words in (
            ("gymnasium", "Gymnasium", "das Gymnasium"), ("gesamtschule", "Gesamtschule", "die Gesamtschule"),
            ("realschule", "Realschule", "die Realschule"), ("sekundarschule", "Sekundarschule", "die Sekundarschule"),
            ("hauptschule", "Hauptschule", "die Hauptschule"),
        )
    ),
    _rate("ganztagsquote-primar", "D", "Ganztagsquote der Primarstufe",
          "Schülerinnen und Schüler der Primarstufe in Ganztagsangeboten.",
          "Kinder der Primarstufe in Ganztagsangeboten", "alle Kinder der Primarstufe", "HIGHER", is_outcome=False),
    _rate("ganztagsquote-sek1", "D", "Ganztagsquote der Sekundarstufe I",
          "Schülerinnen und Schüler der Sekundarstufe I in Ganztagsangeboten.",
          "Jugendliche der Sekundarstufe I in Ganztagsangeboten", "alle Jugendlichen der Sekundarstufe I", "HIGHER",
          is_outcome=False),
    _rate("wiederholungsquote", "D", "Wiederholungsquote",
          "Schülerinnen und Schüler, die eine Klasse wiederholen, an denen des vorigen Schuljahres.",
          "Wiederholende", "Schülerinnen und Schüler des vorigen Schuljahres", "LOWER", note=CUSTOMARY),
    *(
        Definition(f"schulformwechsel-{slug}", "D", f"Schulformwechsel {words}",
                   f"Wechsel {words} der Schulform je 100 Schülerinnen und Schüler der Sekundarstufe I.", "RATIO",
                   "RATIO", "NONE", f"Wechsel {words}", "Schülerinnen und Schüler der Sekundarstufe I", 1,
                   note=CUSTOMARY)
        for slug, words in (("aufwaerts", "aufwärts"), ("abwaerts", "abwärts"))
    ),
    _rate("foerderquote", "D", "Förderquote (F / A)",
          f"Alle mit sonderpädagogischem Förderbedarf (F) an allen Schülerinnen und Schülern (A). {SEN_SCOPE} "
          "Sie ist die Summe aus Inklusionsquote (G / A) und Exklusionsquote (S / A).",
          "F: Schülerinnen und Schüler mit Förderbedarf", "A: alle Schülerinnen und Schüler", source=SEN_SOURCE),
    _rate("inklusionsquote-kmk", "D", "Inklusionsquote nach KMK (G / A)",
          f"Mit Förderbedarf an allgemeinen Schulen (G) an allen Schülerinnen und Schülern (A). {SEN_SCOPE}",
          "G: mit Förderbedarf an allgemeinen Schulen", "A: alle Schülerinnen und Schüler", "HIGHER",
          source=SEN_SOURCE, not_to_mix="dem Inklusionsanteil (G / F), den IT.NRW und Presse „Inklusionsquote“ nennen"),
    _rate("inklusionsanteil", "D", "Inklusionsanteil (G / F), bei IT.NRW „Inklusionsquote“",
          f"Mit Förderbedarf an allgemeinen Schulen (G) an allen mit Förderbedarf (F). {SEN_SCOPE}",
          "G: mit Förderbedarf an allgemeinen Schulen", "F: alle mit Förderbedarf", "HIGHER", source=SEN_SOURCE,
          not_to_mix="der Inklusionsquote nach KMK (G / A)",
          note="IT.NRW zählt ohne Waldorfschulen, Weiterbildungskollegs, Klinikschulen und präventive Förderung."),
    _rate("exklusionsquote", "D", "Exklusionsquote (S / A)",
          f"Mit Förderbedarf an Förderschulen (S) an allen Schülerinnen und Schülern (A). {SEN_SCOPE}",
          "S: mit Förderbedarf an Förderschulen", "A: alle Schülerinnen und Schüler", "LOWER", source=SEN_SOURCE,
          note="Sie vergleicht am besten: Wird öfter Förderbedarf festgestellt, steigen F und G, S kaum."),
    Definition("abgehende", "D", "Abgehende allgemeinbildender Schulen",
               "Absolventinnen, Absolventen und Abgehende allgemeinbildender Schulen eines Schuljahres.", "COUNT",
               "SUM",
               **_LEAVERS),
    _rate("abgehende-ohne-abschluss", "D", "Abgehende ohne Schulabschluss",
          "Abgehende ohne mindestens Ersten Schulabschluss an allen Abgehenden desselben Schuljahres.",
          "Abgehende ohne mindestens Ersten Schulabschluss", ALL_LEAVERS, "LOWER", **_LEAVERS,
          not_to_mix="dem Anteil an Gleichaltrigen (Quotensummenverfahren)"),
    _rate("ohne-abschluss-an-gleichaltrigen", "D", "Abgehende ohne Schulabschluss an Gleichaltrigen",
          "Abgehende ohne mindestens Ersten Schulabschluss an der gleichaltrigen Bevölkerung, nach Altersjahren "
          "summiert (Quotensummenverfahren).", "Abgehende ohne mindestens Ersten Schulabschluss",
          "gleichaltrige Bevölkerung", "LOWER",
          source="Datenportal des BMBF, Tabelle 2.3.16", counted_at="Zähler am Schulort, Nenner am Wohnort",
          not_to_mix="dem Anteil an allen Abgehenden"),
    _rate("abgehende-mit-erstem-abschluss", "D", "Abgehende mit Erstem Schulabschluss",
          "Abgehende mit Hauptschulabschluss (Erster Schulabschluss) an allen Abgehenden desselben Schuljahres.",
          "Abgehende mit Erstem Schulabschluss", ALL_LEAVERS, **_LEAVERS),
    _rate("abgehende-mit-mittlerem-abschluss", "D", "Abgehende mit Mittlerem Schulabschluss",
          "Abgehende mit Mittlerem Schulabschluss an allen Abgehenden desselben Schuljahres.",
          "Abgehende mit Mittlerem Schulabschluss", ALL_LEAVERS, **_LEAVERS),
    _rate("abgehende-mit-hochschulreife", "D", "Abgehende mit allgemeiner Hochschulreife",
          "Abgehende allgemeinbildender Schulen mit allgemeiner Hochschulreife an allen Abgehenden desselben "
          "Schuljahres.", "Abgehende mit allgemeiner Hochschulreife", ALL_LEAVERS, "HIGHER", **_LEAVERS,
          note=CUSTOMARY),
    _rate("jugendarbeitslosigkeit", "E", "Arbeitslosenquote der 15- bis unter 25-Jährigen",
          "Arbeitslose von 15 bis unter 25 Jahren an den Erwerbspersonen dieses Alters.",
          "Arbeitslose von 15 bis unter 25 Jahren", "Erwerbspersonen von 15 bis unter 25 Jahren", "LOWER",
          source="Bundesagentur für Arbeit", reference_day="Jahresdurchschnitt", counted_at=AT_HOME, note=CUSTOMARY),
    _rate("neet-15-24", "E", "Weder in Arbeit noch in Bildung (15 bis 24 Jahre)",
          "Personen von 15 bis 24 Jahren, die weder arbeiten noch lernen, an der Bevölkerung dieses Alters.",
          "weder in Arbeit noch in Bildung", "Bevölkerung von 15 bis 24 Jahren", "LOWER", source="Mikrozensus",
          reference_day="Jahresdurchschnitt", counted_at=AT_HOME, note=CUSTOMARY,
          not_to_mix="der Quote der 15- bis 29-Jährigen, die in der EU auch üblich ist"),
    Definition("ausbildungsstellen-relation", "E", "Gemeldete Ausbildungsstellen je 100 Bewerberinnen und Bewerber",
               "Gemeldete Berufsausbildungsstellen je 100 gemeldete Bewerberinnen und Bewerber, Oktober bis September.",
               "RATIO", "RATIO", "HIGHER", "gemeldete Stellen", "gemeldete Bewerberinnen und Bewerber", 1,
               source="Bundesagentur für Arbeit", reference_day="30. September", counted_at=AT_HOME, note=CUSTOMARY),
)  # fmt: skip
