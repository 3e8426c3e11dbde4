"""Addresses of media concepts."""

from django.urls import path

from bildungsnetz.media.views import concepts, overview, parts, steps, tasks, trust

app_name = "media"

CONCEPT = "<slug:slug>/medienkonzepte/<str:school>/<int:year>"

urlpatterns = [
    path("<slug:slug>/meine-schule/medienkonzept", concepts.mine, name="mine"),
    path("<slug:slug>/meine-schule/medienkonzept/<str:school>/beginnen", concepts.begin, name="begin"),
    path("<slug:slug>/medienkonzepte", concepts.published, name="published"),
    path(f"{CONCEPT}/kurzfassung", concepts.summary, name="summary"),
    path(CONCEPT, concepts.concept, name="concept"),
    path(f"{CONCEPT}/vergleich", concepts.compare, name="compare"),
    path(f"{CONCEPT}/schritt/<int:number>", steps.step, name="step"),
    path(f"{CONCEPT}/schritt/<int:number>/stand", steps.mark, name="mark"),
    path(f"{CONCEPT}/rahmen", steps.frame_data, name="frame_data"),
    path(f"{CONCEPT}/naechste-fortschreibung", steps.next_update, name="next_update"),
    path(f"{CONCEPT}/text/<str:chapter>", parts.text, name="text"),
    path(f"{CONCEPT}/raster/<str:competence>/<int:grade>", parts.cell, name="cell"),
    path(f"{CONCEPT}/raster/<str:competence>/<int:grade>/leeren", parts.cell_empty, name="cell_empty"),
    path(f"{CONCEPT}/nebeneinander/<int:pk>", parts.kept, name="kept"),
    path(f"{CONCEPT}/nebeneinander/<int:pk>/entscheiden", parts.kept_decide, name="kept_decide"),
    path(f"{CONCEPT}/beschluss", trust.resolve, name="resolve"),
    path(f"{CONCEPT}/wieder-oeffnen", trust.open_again, name="open_again"),
    path(f"{CONCEPT}/freigabe/<str:purpose>", trust.release, name="release"),
    path(f"{CONCEPT}/pdf", overview.paper, name="paper"),
    path(f"{CONCEPT}/raster.csv", overview.grid_file, name="grid_csv"),
    path(f"{CONCEPT}/<slug:kind>/neu", parts.part_new, name="part_new"),
    path(f"{CONCEPT}/<slug:kind>/<int:pk>", parts.part_change, name="part_change"),
    path(f"{CONCEPT}/<slug:kind>/<int:pk>/entfernen", parts.part_remove, name="part_remove"),
    path("<slug:slug>/medien/mitwirkende", tasks.tasks, name="tasks"),
    path("<slug:slug>/medien/mitwirkende/neu", tasks.task_new, name="task_new"),
    path("<slug:slug>/medien/mitwirkende/<int:pk>/beenden", tasks.task_end, name="task_end"),
    path("<slug:slug>/medien", overview.overview, name="overview"),
    path("<slug:slug>/medien/rahmen", overview.frames, name="frames"),
    path("<slug:slug>/medien/austausch", overview.exchange, name="exchange"),
    path("<slug:slug>/medien/region", overview.region, name="region"),
    path("<slug:slug>/medien/region/zusammenrechnen", overview.roll_up, name="roll_up"),
    path("<slug:slug>/medien/<str:key>", overview.body, name="body"),
    path("<slug:slug>/medien/<str:key>/bedarf.csv", overview.body_csv, name="body_csv"),
    path("<slug:slug>/medien/<str:key>/plan.pdf", overview.plan, name="plan"),
]
