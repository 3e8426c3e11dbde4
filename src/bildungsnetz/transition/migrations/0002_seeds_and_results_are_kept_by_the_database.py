from django.db import migrations

from bildungsnetz.journal.database_rules import installation
from bildungsnetz.transition.database_rules import rules_of_seasons


class Migration(migrations.Migration):
    dependencies = [
        ("transition", "0001_seasons_offers_codes_wishes_runs"),
        ("networks", "0002_consent_is_kept_by_the_database"),
    ]

    operations = [installation(rules_of_seasons())]
