"""What happens around every page for a person who is signed in: language, caches, second factor."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from bildungsnetz.accounts import services
from bildungsnetz.accounts.adapter import has_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

# Pages one must reach without a second factor: to set one up, to change the password, to leave.
# Public pages are named in the settings (PAGES_WITHOUT_SECOND_FACTOR), since this room does not know them.
OPEN_PREFIXES = ("mfa_", "account_", "usersessions_")


class LanguageOfPerson:
    """Greets people in the language they have chosen, on every device; the cookie only counts for strangers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Switch to the language of the person, and remember a new choice."""
        person = request.user
        if person.is_authenticated and person.language != translation.get_language():
            translation.activate(person.language)
            request.LANGUAGE_CODE = person.language
        response = self.get_response(request)
        chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
        # The switch itself belongs to a room that knows no people: it sets the cookie, this notes who did.
        if chosen is not None and person.is_authenticated and chosen.value in dict(settings.LANGUAGES):
            services.choose_language(person=person, language=chosen.value)
        return response


class KeptByNobody:
    """Tells browsers and proxies to keep no page of a person who is signed in.

    Desks are shared: after signing out, "back" must not show what the person saw.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forbid keeping the answer, unless the page itself says how it may be kept."""
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class SecondFactorIfRequired:
    """Where the operator asks for a second factor, leads people without one to the page that sets it up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on; the work is done when its view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],  # noqa: ARG002  Django hands it over
        args: object,  # noqa: ARG002
        kwargs: object,  # noqa: ARG002
    ) -> HttpResponseBase | None:
        """Redirect to the second factor, if one is required and missing."""
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        name = (match.url_name if match else None) or ""
        if name.startswith(OPEN_PREFIXES) or (
            match and set(match.namespaces) & set(settings.PAGES_WITHOUT_SECOND_FACTOR)
        ):
            return None
        if has_second_factor(request):
            return None
        messages.info(request, _("A second factor is required here. Please set one up before you go on."))
        return redirect("mfa_index")
