"""What the law asks of a public site: imprint, privacy, accessibility, easy language, sign language."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.portal import services
from bildungsnetz.portal.forms import BarrierForm


@require_GET
def imprint(request: HttpRequest) -> HttpResponse:
    """Say who runs the site."""
    return render(request, "portal/imprint.html", {"legal": settings.LEGAL})


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which data the site keeps of its visitors and of people with an account."""
    return render(request, "portal/privacy.html", {"legal": settings.LEGAL})


@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Give the accessibility statement (§ 10b BGG NRW)."""
    return render(request, "portal/accessibility.html", {"legal": settings.LEGAL})


@require_http_methods(["GET", "HEAD", "POST"])
def barrier(request: HttpRequest) -> HttpResponse:
    """Take the report of a barrier and send it on."""
    form = BarrierForm(request.POST or None, initial={"page": request.GET.get("seite", "")[:500]})
    if request.method == "POST" and form.is_valid():
        if not form.is_from_a_program:
            services.report_barrier(to=settings.LEGAL["accessibility_email"], **form.report(), at=timezone.now())
        # A program gets the same answer, so that it has no reason to try again differently.
        messages.success(request, _("Thank you. Your message is on its way to the people in charge."))
        return redirect("portal:barrier")
    status = 400 if request.method == "POST" else 200
    return render(request, "portal/barrier.html", {"form": form, "legal": settings.LEGAL}, status=status)


@require_GET
def easy_language(request: HttpRequest) -> HttpResponse:
    """Say in simple sentences what the site is for."""
    return render(request, "portal/easy_language.html")


@require_GET
def sign_language(request: HttpRequest) -> HttpResponse:
    """Hold the place of the film in German Sign Language."""
    return render(request, "portal/sign_language.html")
