"""Who works on media concepts: the office says it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.accounts.models import User
from bildungsnetz.media.forms.concepts import TaskForm
from bildungsnetz.media.permissions import keeps_tasks
from bildungsnetz.media.reading import bodies_by_key
from bildungsnetz.media.selectors.concepts import all_tasks
from bildungsnetz.media.services.tasks import end_task, give_task
from bildungsnetz.media.views.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors.people import people_of
from bildungsnetz.partners.selectors import schools_of


@require_GET
@network_page(keeps_tasks)
def tasks(request: SignedInRequest, network: Network) -> HttpResponse:
    """List who writes for which school and who reads for which school body."""
    names = bodies_by_key(network)
    rows = [(task, names.get(task.body_key, "")) for task in all_tasks(network, on=timezone.localdate())]
    return render(request, "media/tasks.html", {"network": network, "rows": rows})


@require_http_methods(["GET", "POST"])
@network_page(keeps_tasks)
def task_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Give somebody a task."""
    today = timezone.localdate()
    people = User.objects.filter(pk__in=people_of(network, on=today).values("person")).order_by("full_name", "pk")
    form = TaskForm(
        request.POST or None, network=network, people=people,
        schools=schools_of(region_keys=[network.region.key]), initial={"began_on": today},
    )  # fmt: skip
    return form_page(
        request, network, form, heading=_("Give a task"), back=reverse("media:tasks", args=[network.slug]),
        done=_("The task is given."),
        save=lambda: give_task(network=network, by=request.user, at=timezone.now(), **form.cleaned_data),
    )  # fmt: skip


@require_POST
@network_page(keeps_tasks)
def task_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """End a task today."""
    today = timezone.localdate()
    end_task(task=get_object_or_404(all_tasks(network, on=today), pk=pk), on=today, by=request.user, at=timezone.now())
    messages.success(request, _("The task has ended."))
    return redirect("media:tasks", network.slug)
