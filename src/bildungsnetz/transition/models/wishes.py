"""What pupils would like."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.transition.models.offers import Offer
from bildungsnetz.transition.models.schools import Pupil


@personal_data(
    personal=["pupil"],
    purpose="Lets the allocation give pupils what they would like best.",
    deleted_when="After the season, with proof.",
)
class Wish(models.Model):
    """An offer in a pupil's list; rank 1 is the dearest. Saving is not written to the journal."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="wishes")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [
            models.UniqueConstraint(name="an_offer_is_wished_once", fields=["pupil", "offer"]),
            models.UniqueConstraint(name="one_wish_of_a_rank", fields=["pupil", "rank"]),
            models.CheckConstraint(name="ranks_count_from_one", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id}: {self.rank}"
