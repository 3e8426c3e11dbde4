"""Fields of action: the themes a network works on, with validity and predecessor."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.dated import ends_after_it_begins, precision_field
from bildungsnetz.networks.models.network import Network


@personal_data(impersonal=["name", "slug", "description", "began_precision"])
class FieldOfAction(models.Model):
    """A theme agreed in the contract, valid from day to day (half-open)."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="fields")
    name = models.CharField(_("field of action"), max_length=80)
    slug = models.SlugField(_("part of the address"), max_length=80)
    description = models.TextField(_("what is agreed"), blank=True)
    began_on = models.DateField(_("from"))
    began_precision = precision_field(default="DAY")
    ended_on = models.DateField(_("until"), null=True, blank=True)
    predecessor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors")

    class Meta:
        verbose_name = _("field of action")
        constraints = [
            ends_after_it_begins("field_ends_after_it_begins"),
            models.UniqueConstraint(name="one_field_address_per_network", fields=["network", "slug"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public page of the field."""
        return reverse("portal:field", args=[self.network.slug, self.slug])
