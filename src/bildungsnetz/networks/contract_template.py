"""The clauses a first contract draft begins with.

The wording is an example of our own, in the order found in drafts and descriptions of real contracts (parties,
preamble, aims, fields, organs, office, posts, evaluation, term, notice). It is no official model contract; the
state's model contracts of 2008 are not public. Texts are in German: they are the contract, not the interface.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class TemplateClause:
    """One clause of the template; ``{region}`` and ``{municipality}`` are filled in. ``stays_with`` empty = jointly."""

    kind: str
    heading: str
    text: str
    stays_with: str = ""


CLAUSES = (
    TemplateClause(
        "parties",
        "Vertragsparteien",
        "Das Land Nordrhein-Westfalen und {municipality} schließen diesen Vertrag, um das Bildungsnetzwerk in der "
        "Bildungsregion {region} zu entwickeln. Beide Seiten wirken gleichberechtigt mit.",
    ),
    TemplateClause(
        "preamble",
        "Präambel",
        "Bildung entscheidet über die Chancen jedes Kindes und über die Zukunft der Region. Beide Seiten übernehmen "
        "dafür gemeinsam Verantwortung und wollen Benachteiligungen abbauen.",
    ),
    TemplateClause(
        "aims",
        "Ziele",
        "Jedes Kind wird so gut wie möglich gefördert. Die Einrichtungen der Region arbeiten über Zuständigkeiten "
        "hinweg zusammen, stimmen ihre Angebote ab und nutzen ihre Mittel gemeinsam besser.",
    ),
    TemplateClause(
        "fields",
        "Handlungsfelder",
        "Die Seiten arbeiten in den Handlungsfeldern zusammen, die diesem Vertrag beigefügt sind. Sie vereinbaren dazu "
        "eine gemeinsame Umsetzungsstrategie.",
    ),
    TemplateClause(
        "competences",
        "Zuständigkeiten",
        "Die gesetzlichen Zuständigkeiten der Schulaufsicht und der Schulträger bleiben unberührt. Aufgaben, die das "
        "Netzwerk nicht ausdrücklich übernimmt, verbleiben bei den bisher Zuständigen.",
        stays_with="EACH_SIDE",
    ),
    TemplateClause(
        "organs",
        "Organe",
        "Organe des Netzwerks sind die Regionale Bildungskonferenz, der Lenkungskreis und das Regionale Bildungsbüro. "
        "Der Lenkungskreis entscheidet im Einvernehmen beider Seiten.",
    ),
    TemplateClause(
        "office",
        "Aufgaben des Bildungsbüros",
        "Das Bildungsbüro bereitet die Sitzungen der Organe vor und nach, koordiniert die Vorhaben, beobachtet ihre "
        "Wirkung und berichtet dem Lenkungskreis.",
    ),
    TemplateClause(
        "posts",
        "Stellen und Mittel",
        "Das Land stellt eine Lehrerstelle zur Verfügung. {municipality_nominative} stellt mindestens eine eigene "
        "Stelle und trägt die Sachkosten.",
        stays_with="EACH_SIDE",
    ),
    TemplateClause(
        "evaluation",
        "Auswertung",
        "Die Seiten werten ihre Zusammenarbeit gemeinsam aus. Der Lenkungskreis legt Zeitpunkt und Kriterien fest.",
    ),
    TemplateClause(
        "term",
        "Laufzeit",
        "Der Vertrag gilt unbefristet.",
    ),
    TemplateClause(
        "notice",
        "Kündigung und Änderung",
        "Jede Seite kann den Vertrag schriftlich kündigen. Die Frist vereinbaren die Seiten hier: bitte eintragen. "
        "Änderungen gelten erst, wenn beide Seiten derselben neuen Fassung zugestimmt haben.",
    ),
)
