"""Addresses of exploration seasons: the office, schools, companies by link, pupils by code."""

from django.urls import path

from bildungsnetz.transition.views import classes, company, offers, public, pupil, runs, schools, seasons

app_name = "transition"
SEASONS = "<slug:slug>/berufsfelderkundung"
SEASON = f"{SEASONS}/<int:year>"
OFFER = f"{SEASON}/angebote/<int:pk>"
HOSTS = f"{SEASON}/betriebe"
SCHOOLS = f"{SEASON}/schulen"
RUNS = f"{SEASON}/verteilen"
RESULT = f"{SEASON}/ergebnis"
MINE = "<slug:slug>/meine-schule/berufsfelderkundung"
MY_CLASS = f"{MINE}/<int:pk>/klassen/<int:key>"
PLACE = "platz/<str:token>"

urlpatterns = [
    path(SEASONS, seasons.seasons, name="seasons"),
    path(f"{SEASONS}/neu", seasons.season_new, name="season_new"),
    path(SEASON, seasons.season, name="season"),
    path(f"{SEASON}/einstellungen", seasons.settings, name="settings"),
    path(f"{SEASON}/startwert", seasons.seed, name="seed"),
    path(f"{SEASON}/angebote", offers.offers, name="offers"),
    path(OFFER, offers.offer, name="offer"),
    path(f"{OFFER}/freigeben", offers.release, name="offer_release"),
    path(f"{OFFER}/absagen", offers.cancel, name="offer_cancel"),
    path(f"{OFFER}/zurueckgeben", offers.give_back, name="offer_return"),
    path(f"{HOSTS}/neu", offers.host_new, name="host_new"),
    path(f"{HOSTS}/<int:pk>/einladen", offers.host_invite, name="host_invite"),
    path(f"{HOSTS}/<int:pk>/angebot", offers.offer_new, name="offer_new"),
    path(f"{SEASON}/abschluss", seasons.closing, name="closing"),
    path(SCHOOLS, schools.schools, name="schools"),
    path(f"{SCHOOLS}/neu", schools.school_new, name="school_new"),
    path(f"{SCHOOLS}/<int:pk>", schools.school_change, name="school_change"),
    path(RUNS, runs.runs, name="runs"),
    path(f"{RUNS}/neu", runs.run_new, name="run_new"),
    path(f"{RUNS}/<int:number>", runs.run, name="run"),
    path(f"{RUNS}/<int:number>/dateien/<str:folder>/<str:name>", runs.run_file, name="run_file"),
    path(f"{RUNS}/<int:number>/auswaehlen", runs.choose, name="choose"),
    path(RESULT, runs.result, name="result"),
    path(f"{RESULT}/zustimmung", runs.consent, name="consent"),
    path(f"{RESULT}/nicht-zustimmen", runs.refuse, name="refuse"),
    path(f"{RESULT}/freigeben", runs.release, name="release"),
    path(MINE, schools.my_school, name="my_school"),
    path(f"{MINE}/<int:pk>/klassen/neu", schools.class_new, name="class_new"),
    path(MY_CLASS, schools.school_class, name="class"),
    path(f"{MY_CLASS}/<int:number>/code", schools.code_replace, name="code_replace"),
    path(f"{MY_CLASS}/karten.pdf", classes.cards_pdf, name="cards_pdf"),
    path(f"{MY_CLASS}/ergebnis", classes.results, name="class_results"),
    path(f"{MY_CLASS}/kaoa.csv", classes.records_csv, name="class_records"),
    path(f"{MY_CLASS}/plaetze/<int:place>/zurueck", classes.place_back, name="place_back"),
    path(f"{MY_CLASS}/<int:number>/ausnahme", classes.absence, name="absence"),
    path(PLACE, company.host, name="host"),
    path(f"{PLACE}/danke", company.thanks, name="host_thanks"),
    path(f"{PLACE}/dieses-jahr-nicht", company.not_this_year, name="host_decline"),
    path(f"{PLACE}/wie-letztes-jahr", company.like_last_year, name="host_like_last_year"),
    path(f"{PLACE}/angebote/<int:pk>/absagen", company.cancel, name="host_cancel"),
    path("mein-code", pupil.code, name="code"),
    path("mein-code/vergessen", pupil.leave, name="leave"),
    path("meine-wuensche", pupil.wishes, name="wishes"),
    path("meine-wuensche/aendern", pupil.change, name="change"),
    path("meine-wuensche/reihenfolge", pupil.order, name="order"),
    path("meine-wuensche/abgeben", pupil.hand_in, name="hand_in"),
    path("meine-wuensche/start", pupil.start, name="start"),
    path("meine-wuensche/angebote", pupil.offers, name="pupil_offers"),
    path("meine-wuensche/angebote/<int:pk>", pupil.offer, name="pupil_offer"),
    path("mein-plan", pupil.plan, name="plan"),
    path("mein-plan/kalender.ics", pupil.plan_calendar, name="plan_calendar"),
    path("mein-plan/plan.pdf", pupil.plan_pdf, name="plan_pdf"),
    path("mein-plan/bescheinigung.pdf", pupil.certificate, name="certificate"),
    path("<slug:slug>/so-wird-verteilt", public.fairness, name="fairness"),
]
