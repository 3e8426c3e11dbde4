"""The history of an object, for those who may see the object."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bildungsnetz.journal.models import Entry
from bildungsnetz.journal.selectors import entries_about, names_of
from bildungsnetz.journal.subjects import Subject, subject_of_kind

PER_PAGE = 50


@require_GET
@login_required
def history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show who changed an object, when and why."""
    subject = subject_of_kind(kind)
    found = subject.visible(request.user).filter(pk=pk).first() if subject else None
    if subject is None or found is None:
        raise Http404
    page = Paginator(entries_about(kind, str(pk)), PER_PAGE).get_page(request.GET.get("seite"))
    names = names_of({entry.actor for entry in page if entry.actor})
    rows = [
        {"entry": entry, "action": _action(entry, subject), "who": _who(entry, names)} for entry in page.object_list
    ]
    address = found.get_absolute_url() if hasattr(found, "get_absolute_url") else ""
    context = {"subject": found, "address": address, "rows": rows, "page": page}
    return render(request, "journal/history.html", context)


def _who(entry: Entry, names: dict[UUID, str]) -> str:
    if entry.actor is None:
        return _("the program")
    return names.get(entry.actor, _("erased person"))


def _action(entry: Entry, subject: Subject) -> str:
    known = subject.words.get(entry.action)
    return str(known) if known else entry.action
