"""Codes tried in vain, counted per network address."""

from django.db import models

from bildungsnetz.journal.retention import personal_data


@personal_data(
    personal=["source"],
    purpose="Keeps anybody from trying codes at random; the network address is kept as a keyed hash only.",
    deleted_when="A day after the last attempt.",
)
class Knock(models.Model):
    """How many wrong codes came from one address since ``began_at``."""

    source = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "knock"

    def __str__(self) -> str:
        return f"{self.source[:8]}: {self.failures}"
