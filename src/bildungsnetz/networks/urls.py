"""Addresses of a network's workshop; the public pages of a network are in ``portal``."""

from django.urls import path

from bildungsnetz.networks.views import calendar, consent, contract, editing, paper, papers, people, posts

app_name = "networks"
CONTRACT = "<slug:slug>/vertrag"
VERSION = f"{CONTRACT}/fassungen/<int:number>"

urlpatterns = [
    path(f"{CONTRACT}/fassungen", contract.overview, name="contract"),
    path(f"{CONTRACT}/fassungen/neu", editing.new_version, name="version_new"),
    path(f"{CONTRACT}/beenden", editing.end, name="contract_end"),
    path(VERSION, contract.version, name="version"),
    path(f"{VERSION}/vergleich", contract.comparison, name="comparison"),
    path(f"{VERSION}/pdf", paper.contract_pdf, name="contract_pdf"),
    path(f"{VERSION}/dokumente", papers.papers, name="papers"),
    path(f"{VERSION}/dokumente/<int:pk>", papers.paper, name="paper"),
    path(f"{VERSION}/rahmen", editing.frame, name="frame"),
    path(f"{VERSION}/paragrafen/neu", editing.clause_new, name="clause_new"),
    path(f"{VERSION}/paragrafen/<int:position>", editing.clause, name="clause"),
    path(f"{VERSION}/paragrafen/<int:position>/loeschen", editing.clause_remove, name="clause_remove"),
    path(f"{VERSION}/felder/neu", editing.field_new, name="field_new"),
    path(f"{VERSION}/felder/<int:position>", editing.field, name="field"),
    path(f"{VERSION}/felder/<int:position>/loeschen", editing.field_remove, name="field_remove"),
    path(f"{VERSION}/beschluss", editing.council, name="council"),
    path(f"{VERSION}/vorlegen", editing.put_up, name="put_up"),
    path(f"{VERSION}/loeschen", editing.delete, name="version_delete"),
    path(f"{VERSION}/zustimmung", consent.consent, name="consent"),
    path(f"{VERSION}/zustimmung/verweigern", consent.refuse, name="refuse"),
    path(f"{VERSION}/zustimmung/zuruecknehmen", consent.withdraw, name="withdraw"),
    path(f"{VERSION}/rueckfrage", consent.remark, name="remark"),
    path(f"{CONTRACT}/mandate", people.mandates, name="mandates"),
    path(f"{CONTRACT}/mandate/neu", people.mandate_new, name="mandate_new"),
    path(f"{CONTRACT}/mandate/<int:pk>/beenden", people.mandate_end, name="mandate_end"),
    path(f"{CONTRACT}/stellen", posts.posts, name="posts"),
    path(f"{CONTRACT}/stellen/neu", posts.post_new, name="post_new"),
    path(f"{CONTRACT}/stellen/<int:pk>/besetzung", posts.filling_new, name="filling_new"),
    path(f"{CONTRACT}/besetzungen/<int:pk>/beenden", posts.filling_end, name="filling_end"),
    path("<slug:slug>/personen", people.people, name="people"),
    path("<slug:slug>/personen/neu", people.person_new, name="person_new"),
    path("<slug:slug>/personen/<int:pk>/beenden", people.role_end, name="role_end"),
    path("<slug:slug>/kalender", calendar.calendar, name="calendar"),
    path("<slug:slug>/kalender/neu", calendar.duty_new, name="duty_new"),
    path("<slug:slug>/kalender/abonnieren", calendar.feed_new, name="feed_new"),
    path("<slug:slug>/kalender/<int:pk>/erledigt", calendar.duty_done, name="duty_done"),
    path("kalender/<str:token>.ics", calendar.feed, name="calendar_feed"),
]
