from django.urls import path

from bildungsnetz.partners.views import doubles, files, graph, lists, partnership, schools, self_service

app_name = "partners"
urlpatterns = [
    path("schulen/<str:number>", schools.school_anywhere, name="school_anywhere"),
    path("daten/<str:token>", self_service.own_data, name="own_data"),
    path("partner/<int:pk>", lists.partner_anywhere, name="partner_anywhere"),
    path("<slug:slug>/schulen", schools.schools, name="schools"),
    path("<slug:slug>/schulen.csv", schools.schools_csv, name="schools_csv"),
    path("<slug:slug>/schulen/<str:number>", schools.school, name="school"),
    path("<slug:slug>/partner", partnership.partner_list, name="institutions"),
    path("<slug:slug>/partner.csv", files.partners_csv, name="institutions_csv"),
    path("<slug:slug>/partner.xlsx", files.partners_xlsx, name="institutions_xlsx"),
    path("<slug:slug>/partner.vcf", files.contacts_vcf, name="contacts_vcf"),
    path("<slug:slug>/partner/neu", partnership.partner_new, name="institution_new"),
    path("<slug:slug>/partner/einlesen", lists.list_new, name="list_new"),
    path("<slug:slug>/partner/einlesen/<int:pk>", lists.list_columns, name="list_columns"),
    path("<slug:slug>/partner/netz", graph.graph, name="graph"),
    path("<slug:slug>/partner/doppelte", doubles.doubles, name="doubles"),
    path("<slug:slug>/partner/zusammenfuehren", doubles.merge, name="merge"),
    path("<slug:slug>/partner/zusammenfuehrungen/<int:pk>/trennen", doubles.separate, name="separate"),
    path("<slug:slug>/partner/personen/<int:pk>", partnership.person_edit, name="person_edit"),
    path("<slug:slug>/partner/personen/<int:pk>/loeschen", partnership.person_delete, name="person_delete"),
    path("<slug:slug>/partner/funktionen/<int:pk>/beenden", partnership.function_end, name="function_end"),
    path("<slug:slug>/partner/kooperationen/<int:pk>/beenden", partnership.cooperation_end, name="cooperation_end"),
    path("<slug:slug>/partner/<int:pk>", partnership.partner, name="institution"),
    path("<slug:slug>/partner/<int:pk>/bearbeiten", partnership.partner_edit, name="institution_edit"),
    path("<slug:slug>/partner/<int:pk>/beenden", partnership.partner_end, name="institution_end"),
    path("<slug:slug>/partner/<int:pk>/bestaetigung", self_service.ask_to_confirm, name="ask_to_confirm"),
    path("<slug:slug>/partner/<int:pk>/links-zuruecknehmen", self_service.take_back_links, name="take_back_links"),
    path("<slug:slug>/partner/<int:pk>/personen/neu", partnership.person_new, name="person_new"),
    path("<slug:slug>/partner/<int:pk>/kooperationen/neu", partnership.cooperation_new, name="cooperation_new"),
]
