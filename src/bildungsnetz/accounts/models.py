"""People who sign in, and the links that open one thing to whoever holds them.

What is personal in a model stands in its ``PERSONAL``; the record of processing activities takes it from there.
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; without password the account opens by invitation, passkey or the operator's sign-in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by e-mail address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account. What a person may do is said by the roles and mandates of ``networks``."""

    # A stable name for the person in journals and logs; it says nothing about who it is.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("de", "Deutsch"), ("en", "English")], default="de"
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    PERSONAL: ClassVar[dict[str, Any]] = {
        "personal": ["email", "full_name", "password", "language"],
        "impersonal": [],
        "purpose": "Lets a person sign in, be addressed by name and be reached at the address given by the office.",
        "deleted_when": "On erasure of the person, at once.",
    }

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """Return the name as the person writes it."""
        return self.full_name


class SignedLink(models.Model):
    """A link that opens one thing for one purpose to whoever holds it; of the token only a hash is kept."""

    purpose = models.CharField(_("purpose"), max_length=40)
    subject = models.CharField(_("subject"), max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="signed_links",
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="issued_links"
    )
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    use_count = models.PositiveIntegerField(default=0)
    max_uses = models.PositiveIntegerField(_("most uses"), null=True, blank=True, help_text=_("Empty: no limit."))

    PERSONAL: ClassVar[dict[str, Any]] = {
        "personal": ["person", "created_by"],
        "impersonal": ["purpose", "subject", "token_hash"],
        "purpose": "Opens one thing to a person without an account, or before there is one.",
        "deleted_when": "With the person it was made for, otherwise 30 days after it expired or was revoked.",
    }

    class Meta:
        verbose_name = _("signed link")
        verbose_name_plural = _("signed links")
        constraints = [
            models.CheckConstraint(name="link_expires_after_it_began", condition=Q(expires_at__gt=F("created_at"))),
            models.CheckConstraint(
                name="link_used_at_most_as_often_as_allowed",
                condition=Q(max_uses=None) | Q(use_count__lte=F("max_uses")),
            ),
            models.CheckConstraint(
                name="link_use_has_a_time",
                condition=Q(use_count=0, used_at=None) | Q(use_count__gt=0, used_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["purpose", "subject"], name="links_by_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"


class Invitation(models.Model):
    """The offer to open an account; it is accepted by choosing a password over its link."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    link = models.OneToOneField(SignedLink, on_delete=models.CASCADE, related_name="invitation")
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    PERSONAL: ClassVar[dict[str, Any]] = {
        "personal": ["person"],
        "impersonal": ["link"],
        "purpose": "Shows that the person opened the account by a link sent to the address of the office's choice.",
        "deleted_when": "With the person.",
    }

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return str(self.link)
