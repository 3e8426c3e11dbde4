from django.db import migrations

from bildungsnetz.journal.database_rules import installation
from bildungsnetz.strategy.database_rules import rules_of_the_strategy


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0001_proposals_strategies_reports"),
        ("networks", "0002_consent_is_kept_by_the_database"),
    ]

    operations = [installation(rules_of_the_strategy())]
