"""What all answers of the interface share: JSON also for wrong methods, open to other sites, kept for a while."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt

KEPT_SECONDS = 300


def for_machines(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view: refusals as JSON, answers readable from every site (they are public and need no sign-in)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except Http404:
            answer = JsonResponse({"detail": "There is no such address."}, status=404)
        if answer.status_code == 405:
            allowed = answer.headers.get("Allow", "GET")
            answer = JsonResponse({"detail": f"Only {allowed} is possible here."}, status=405)
            answer["Allow"] = allowed
        answer["Access-Control-Allow-Origin"] = "*"
        if answer.status_code == 200:
            answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        return answer

    return csrf_exempt(wrapped)


def wrap_all(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Wrap every view of a list of addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = for_machines(pattern.callback)
    return patterns
