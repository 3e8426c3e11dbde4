"""The posts both sides promise."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.forms.work import EndOnForm, FillingForm, PostForm
from bildungsnetz.networks.models import Network, Post, PostFilling
from bildungsnetz.networks.permissions import may_draft, works_on_contract
from bildungsnetz.networks.selectors import version_in_force
from bildungsnetz.networks.selectors.work import posts_of, posts_on
from bildungsnetz.networks.services import posts as services


@require_GET
@network_page(works_on_contract)
def posts(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show promised, filled and vacant posts of both sides on a day (``?tag=``, today by default)."""
    today = timezone.localdate()
    asked = request.GET.get("tag", "")
    problem, day = "", today
    if asked:
        try:
            day = day_field(label="").clean(asked)
        except ValidationError:
            problem = _("Please enter a date, for example 14.01.2027.")
    context = {
        "network": network,
        "day": day,
        "problem": problem,
        "totals": posts_on(network, on=day),
        "posts": posts_of(network),
        "may_draft": may_draft(request.user, network=network, on=today),
    }
    return render(request, "networks/posts.html", context)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def post_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Note a post one side promises."""
    form = PostForm(request.POST or None, initial={"began_on": timezone.localdate()})
    in_force = version_in_force(network, on=timezone.localdate())
    return form_page(
        request,
        network,
        form,
        heading=_("Enter promised post"),
        back="networks:posts",
        done=_("Saved."),
        save=lambda data: services.promise_post(
            network=network, agreed_in=in_force, by=request.user, at=timezone.now(), **data
        ),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def filling_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note that a share of a post is filled."""
    post = Post.objects.filter(network=network, pk=pk).first()
    if post is None:
        raise Http404
    initial = {"began_on": timezone.localdate(), "filled_fte": post.promised_fte}
    form = FillingForm(request.POST or None, initial=initial, network=network)
    return form_page(
        request,
        network,
        form,
        heading=_("Enter filling"),
        back="networks:posts",
        done=_("Saved."),
        save=lambda data: services.fill_post(post=post, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def filling_end(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note from when a share is vacant again."""
    filling = PostFilling.objects.filter(post__network=network, pk=pk).select_related("post__network").first()
    if filling is None:
        raise Http404
    return form_page(
        request,
        network,
        EndOnForm(request.POST or None, initial={"on": timezone.localdate()}),
        heading=_("End filling"),
        back="networks:posts",
        done=_("Saved."),
        save=lambda data: services.end_filling(filling=filling, by=request.user, at=timezone.now(), **data),
    )
