import logging
import sys

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from bildungsnetz.design.context import THEME_COOKIE, THEMES
from bildungsnetz.design.references import new_reference
from bildungsnetz.design.showcase import EXAMPLES, example_frame

log = logging.getLogger(__name__)

A_YEAR = 365 * 24 * 3600


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's colours in a cookie, or forget them, and go back to the page."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure with a number to quote; the same number stands beside the traceback in the log.

    Needs neither database nor context processors, as these may be what has failed.
    """
    reference = new_reference()
    log.error("request failed, reference=%s", reference, exc_info=sys.exc_info())
    try:
        page: str = render_to_string("500.html", {"reference": reference})
    except Exception:  # Whatever breaks the page must not hide the number.
        log.exception("error page failed, reference=%s", reference)
        page = f"<!doctype html><title>500</title><p>{reference}"
    return HttpResponse(page, status=500)


@require_GET
def showcase(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; ``?konto=0`` shows the frame without account."""
    sections = [(example, render_to_string(example.template, dict(example.context()), request)) for example in EXAMPLES]
    frame = example_frame(signed_in=request.GET.get("konto") != "0")
    return render(request, "design/showcase.html", {"sections": sections, **frame})
