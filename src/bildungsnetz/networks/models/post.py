"""The posts both sides promise: fractions of full-time posts, promised, filled and vacant by day."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.consent import Side
from bildungsnetz.networks.models.contract import ContractVersion
from bildungsnetz.networks.models.dated import ends_after_it_begins
from bildungsnetz.networks.models.network import Network


@personal_data(impersonal=["side", "title"])
class Post(models.Model):
    """A post one side promises, in full-time equivalents (1.00 = one full post), from day to day (half-open)."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="posts")
    side = models.CharField(_("side"), max_length=9, choices=Side.choices)
    title = models.CharField(_("post"), max_length=120)
    promised_fte = models.DecimalField(
        _("promised, full posts"), max_digits=4, decimal_places=2, validators=[MinValueValidator(0)]
    )
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    agreed_in = models.ForeignKey(
        ContractVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )

    class Meta:
        verbose_name = _("post")
        constraints = [
            ends_after_it_begins("post_ends_after_it_begins"),
            models.CheckConstraint(name="post_promises_something", condition=Q(promised_fte__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title


@personal_data(
    personal=["person"],
    purpose="Says who fills a post; shown to the network, public only as a fraction.",
    deleted_when="The tie to the person with the account; the fraction stays for the account of resources.",
)
class PostFilling(models.Model):
    """Somebody fills a share of a post from day to day (half-open)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="fillings")
    filled_fte = models.DecimalField(_("filled, full posts"), max_digits=4, decimal_places=2)
    began_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("filling of a post")
        constraints = [
            ends_after_it_begins("filling_ends_after_it_begins"),
            models.CheckConstraint(name="filling_fills_something", condition=Q(filled_fte__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.filled_fte}"
