"""Devices in words, for the page of active sign-ins."""

from django import template
from django.utils.translation import gettext as _

from bildungsnetz.accounts.devices import device_in_words

register = template.Library()


@register.filter
def in_words(user_agent: str) -> str:
    """Browser and system of a sign-in, or that they are unknown."""
    return device_in_words(user_agent) or _("Unknown device")
