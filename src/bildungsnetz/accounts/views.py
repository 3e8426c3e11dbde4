"""Pages of the room: the invitation and one's own account. All other pages of sign-in are the library's."""

from copy import copy
from typing import cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bildungsnetz.accounts import selectors, services
from bildungsnetz.accounts.forms import InvitationForm, ProfileForm
from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.sections import sections_for


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password; whoever holds a dead link learns nothing about anybody."""
    now = timezone.now()
    try:
        person = services.invitation_behind(token=token, at=now).person
        form = InvitationForm(request.POST or None, person=person)
        if not form.is_valid():
            return render(request, "accounts/invitation.html", {"form": form, "person": person})
        person = services.accept_invitation(token=token, password=form.cleaned_data["password1"], at=now)
    except services.LinkProblem:
        # One answer for unknown, expired, revoked and used: the difference would tell strangers about people.
        return render(request, "accounts/invitation_over.html", status=404)
    return _welcome(request, person)


def _welcome(request: HttpRequest, person: User) -> HttpResponse:
    if request.user.is_authenticated:
        logout(request)
    # The password was typed a moment ago: it need not be typed again to add a passkey.
    record_authentication(request, person, method="password", reauthenticated=True)
    messages.success(request, _("Your account is open. Next time you can sign in with this password."))
    response: HttpResponse = perform_login(request, person, redirect_url=reverse("accounts:account"))
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show the person's own account: name, language, ways to sign in, and what other rooms add."""
    person = cast(User, request.user)
    # A copy: the form must not change the name in the page's frame before it is saved.
    form = ProfileForm(request.POST or None, instance=copy(person))
    if form.is_valid():
        services.change_profile(
            person=person, full_name=form.cleaned_data["full_name"], language=form.cleaned_data["language"]
        )
        with translation.override(person.language):
            messages.success(request, _("Your details are saved."))
        return redirect("accounts:account")
    context = {
        "form": form,
        "methods": selectors.sign_in_methods(person),
        "sections": sections_for(person),
        "offers_services": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "accounts/account.html", context)
