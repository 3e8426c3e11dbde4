"""What the page "My account" says about a person's roles and mandates."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.sections import AccountSection, SectionLine
from bildungsnetz.networks.models import Mandate, RoleAssignment
from bildungsnetz.networks.selectors.people import running_on


def roles_and_mandates(person: User) -> AccountSection:
    """List the running roles and mandates of a person."""
    today = timezone.localdate()
    roles = RoleAssignment.objects.filter(running_on(today), person=person).select_related("network").order_by("pk")
    mandates = Mandate.objects.filter(running_on(today), person=person).select_related("network").order_by("pk")
    lines = [
        SectionLine(
            text=str(role.get_role_display()),
            url=reverse("desk:desk", args=[role.network.slug]) if role.network else "",
            note=", ".join(filter(None, [str(role.network or ""), role.function, _since(role)])),
        )
        for role in roles
    ]
    lines += [
        SectionLine(
            text=_("Mandate: %(scope)s") % {"scope": mandate.get_scope_display()},
            note=f"{mandate.network}, {mandate.get_side_display()}, {_since(mandate)}",
        )
        for mandate in mandates
    ]
    return AccountSection(
        heading=_("Roles and mandates"), lines=tuple(lines), empty=_("You have no role at the moment.")
    )


def _since(row: RoleAssignment | Mandate) -> str:
    return _("since %(day)s") % {"day": date_format(row.began_on, "SHORT_DATE_FORMAT")}
