from django.db import migrations

from bildungsnetz.journal.database_rules import installation
from bildungsnetz.networks.consent_rules import consent_record_rules, consent_rules


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_register_contracts_and_sides")]

    operations = [
        installation(
            [
                *consent_record_rules(),
                *consent_rules(
                    subject_type="networks.contractversion",
                    columns=[
                        "contract_id",
                        "number",
                        "title",
                        "state_party",
                        "municipal_party",
                        "legal_basis",
                        "effective_from",
                    ],
                    children=["networks_clause", "networks_agreedfield"],
                ),
            ]
        )
    ]
