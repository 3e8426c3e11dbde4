from django.db import migrations

from bildungsnetz.journal.database_rules import installation
from bildungsnetz.networks.consent_rules import consent_rules

# What was published never changes, neither its words nor a single figure; a correction is another release.
RELEASES = consent_rules(
    subject_type="monitoring.release",
    columns=["network_id", "year", "number", "title", "text", "method", "publish_at", "minimum_count", "corrects_id"],
    children=["monitoring_releasetable", "monitoring_releasedfigure"],
)
EDITIONS = consent_rules(
    subject_type="monitoring.reportedition",
    columns=["network_id", "number", "year", "title", "foreword", "methods", "glossary", "follows_id"],
    children=["monitoring_chapter", "monitoring_block"],
)


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0002_prepare_releases_and_reports"),
        ("networks", "0002_consent_is_kept_by_the_database"),
    ]

    operations = [installation([*RELEASES, *EDITIONS])]
