"""Addresses of bodies, meetings, decisions and orders."""

from django.urls import path

from bildungsnetz.governance.views import (
    bodies,
    conference,
    evaluations,
    items,
    meetings,
    minutes,
    polls,
    registers,
    work,
)

app_name = "governance"
BODIES = "<slug:slug>/gremien"
MEETINGS = "<slug:slug>/sitzungen"
MEETING = f"{MEETINGS}/<int:pk>"
ITEM = f"{MEETING}/top/<int:position>"
DECISIONS = "<slug:slug>/beschluesse"
ORDERS = "<slug:slug>/auftraege"
EVALUATIONS = "<slug:slug>/selbstbewertung"
EVALUATION = f"{EVALUATIONS}/<int:year>"

urlpatterns = [
    path(BODIES, bodies.overview, name="bodies"),
    path(f"{BODIES}/neu", bodies.body_new, name="body_new"),
    path(f"{BODIES}/<int:pk>", bodies.body, name="body"),
    path(f"{BODIES}/<int:pk>/bearbeiten", bodies.body_change, name="body_change"),
    path(f"{BODIES}/<int:pk>/sitze/neu", bodies.seat_new, name="seat_new"),
    path(f"{BODIES}/<int:pk>/sitzungen/neu", meetings.meeting_new, name="meeting_new"),
    path(f"{BODIES}/sitze/<int:pk>/beenden", bodies.seat_end, name="seat_end"),
    path(f"{BODIES}/sitze/<int:pk>/besetzen", bodies.term_new, name="term_new"),
    path(f"{BODIES}/amtszeiten/<int:pk>/beenden", bodies.term_end, name="term_end"),
    path(f"{BODIES}/amtszeiten/<int:pk>/nennung", bodies.naming, name="naming"),
    path(MEETINGS, meetings.overview, name="meetings"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}/verlegen", meetings.meeting_change, name="meeting_change"),
    path(f"{MEETING}/einladen", meetings.invite, name="invite"),
    path(f"{MEETING}/absagen", meetings.call_off, name="call_off"),
    path(f"{MEETING}/antwort", meetings.answer, name="answer"),
    path(f"{MEETING}/anwesenheit", meetings.attendance, name="attendance"),
    path(f"{MEETING}/top/neu", meetings.item_new, name="item_new"),
    path(ITEM, items.item, name="item"),
    path(f"{ITEM}/bearbeiten", meetings.item_change, name="item_change"),
    path(f"{ITEM}/wortlaut", items.wording_new, name="wording_new"),
    path(f"{ITEM}/niederschrift", minutes.minutes, name="minutes"),
    path(f"{ITEM}/niederschrift/<int:text>", minutes.settle, name="settle"),
    path(f"{ITEM}/vorlage", work.paper_new, name="paper_new"),
    path(f"{MEETINGS}/vorlagen/<int:pk>", work.paper, name="paper"),
    path(f"{MEETING}/niederschrift.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{MEETING}/niederschrift/freigeben", minutes.release, name="minutes_release"),
    path(f"{MEETING}/niederschrift/zurueckholen", minutes.take_back, name="minutes_take_back"),
    path(f"{MEETING}/niederschrift/einwand", minutes.objection_new, name="objection_new"),
    path(f"{MEETING}/niederschrift/genehmigen", minutes.approve, name="minutes_approve"),
    path(f"{MEETING}/plaetze", conference.places, name="places"),
    path(f"{MEETING}/anmeldungen", conference.arrivals, name="arrivals"),
    path(f"{BODIES}/<int:pk>/antrag", work.motion_new, name="motion_new"),
    path(f"{BODIES}/<int:pk>/termin", polls.poll_new, name="poll_new"),
    path(f"{BODIES}/termine/<int:pk>", polls.poll, name="poll"),
    path(f"{BODIES}/termine/<int:pk>/antwort", polls.poll_answer, name="poll_answer"),
    path(f"{BODIES}/termine/<int:pk>/waehlen/<int:option>", polls.poll_choose, name="poll_choose"),
    path(f"{BODIES}/kalender", work.feed_new, name="feed_new"),
    path("gremienkalender/<str:token>.ics", work.feed, name="feed"),
    path("<slug:slug>/termine/<int:pk>", conference.conference, name="conference"),
    path("konferenz/<str:token>", conference.registration, name="registration"),
    path(DECISIONS, registers.decisions, name="decisions"),
    path(f"{DECISIONS}/<int:year>-<int:number>", registers.decision, name="decision"),
    path(f"{DECISIONS}/<int:pk>/wortlaut", items.wording_change, name="wording_change"),
    path(f"{DECISIONS}/<int:pk>/zustimmung", items.consent, name="consent"),
    path(f"{DECISIONS}/<int:pk>/nicht-zustimmen", items.refuse, name="refuse"),
    path(f"{DECISIONS}/<int:pk>/zuruecknehmen", items.withdraw, name="withdraw"),
    path(f"{DECISIONS}/<int:pk>/stimmen", items.votes, name="votes"),
    path(f"{DECISIONS}/<int:pk>/auftrag", items.order_new, name="order_new"),
    path(f"{DECISIONS}/<int:pk>/freigeben", work.clear, name="clear"),
    path(f"{DECISIONS}/<int:pk>/veroeffentlichen", work.publish, name="publish"),
    path(f"{DECISIONS}/<int:pk>/antwort", work.recommendation_answer, name="recommendation_answer"),
    path("selbstbewertung/<str:token>", evaluations.evaluation_link, name="evaluation_link"),
    path(EVALUATIONS, evaluations.evaluations, name="evaluations"),
    path(f"{EVALUATIONS}/neu", evaluations.evaluation_new, name="evaluation_new"),
    path(EVALUATION, evaluations.evaluation, name="evaluation"),
    path(f"{EVALUATION}/kriterien", evaluations.evaluation_criteria, name="evaluation_criteria"),
    path(f"{EVALUATION}/starten", evaluations.evaluation_start, name="evaluation_start"),
    path(f"{EVALUATION}/schliessen", evaluations.evaluation_close, name="evaluation_close"),
    path(f"{EVALUATION}/antworten", evaluations.evaluation_answer, name="evaluation_answer"),
    path(f"{EVALUATION}/sitzung", evaluations.evaluation_session, name="evaluation_session"),
    path(f"{EVALUATION}/bericht", evaluations.evaluation_report, name="evaluation_report"),
    path(f"{EVALUATION}/auftrag", evaluations.evaluation_order, name="evaluation_order"),
    path(ORDERS, registers.orders, name="orders"),
    path(f"{ORDERS}/<int:pk>/erledigt", registers.order_done, name="order_done"),
    path(f"{ORDERS}/<int:pk>/einstellen", registers.order_drop, name="order_drop"),
]
