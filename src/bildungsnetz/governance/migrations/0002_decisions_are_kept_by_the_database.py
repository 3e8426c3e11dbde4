from django.db import migrations

from bildungsnetz.governance.database_rules import rules_of_decisions
from bildungsnetz.journal.database_rules import installation


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_bodies_meetings_decisions"), ("networks", "0002_consent_is_kept_by_the_database")]

    operations = [installation(rules_of_decisions())]
