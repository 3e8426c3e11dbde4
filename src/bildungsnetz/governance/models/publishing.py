"""What may become public only after the Land's side has cleared it, if it touches inner school matters."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Publishable(models.Model):
    """Something an office publishes.

    Inner school matters (teaching, teachers, curricula) are the Land's; what touches them is published only once a
    person with the Land's mandate has cleared it (domain handbook 1.5). The database keeps that promise.
    """

    touches_inner_matters = models.BooleanField(_("touches inner school matters"), default=False)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    cleared_at = models.DateTimeField(_("cleared at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_cleared_before_publishing",
                condition=Q(published_at=None) | Q(touches_inner_matters=False) | Q(cleared_at__isnull=False),
                violation_error_message=_("What touches inner school matters needs the clearance of the state side."),
            )
        ]

    @property
    def waits_for_clearance(self) -> bool:
        """Whether the Land's side must look at it before it can be published."""
        return self.touches_inner_matters and self.cleared_at is None
