"""``bildungsnetz user``: accounts that belong to no network; offices invite everybody else."""

import argparse

from bildungsnetz.cli.startup import refuse_missing_migrations, start

HELP = "invite the operator or the ministry (the first account of a new site comes this way)"
ROLES = {"operator": "OPERATOR", "ministry": "MINISTRY"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with accounts."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    invite = actions.add_parser("invite", help="open an account and print the link that the person signs up with")
    invite.add_argument("email", metavar="EMAIL")
    invite.add_argument("--name", required=True, help="name of the person, as others see it")
    invite.add_argument("--role", choices=ROLES, default="operator")


def run(options: argparse.Namespace) -> int:
    """Invite the person; a second invitation takes back the link of the first."""
    start()
    refuse_missing_migrations()

    from django.conf import settings
    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    from bildungsnetz.accounts.services.invitations import AlreadySignedUp, invite
    from bildungsnetz.networks.models import Role
    from bildungsnetz.networks.services.people import give_role

    now = timezone.now()
    role = Role(ROLES[options.role])
    with transaction.atomic():
        try:
            invitation, token = invite(email=options.email, full_name=options.name, by=None, at=now)
        except AlreadySignedUp as known:
            person, message = known.person, "The account is open already; it has the role now."
        else:
            person = invitation.person
            path = reverse("accounts:invitation", args=[token])
            message = (
                f"Please hand this link to {person.full_name} only; it works until "
                f"{invitation.link.expires_at:%d.%m.%Y}:\n"
                f"{settings.PUBLIC_URL}{path}"
            )
        give_role(
            person=person, network=None, role=role, side=None, function="",
            began_on=timezone.localdate(now), by=None, at=now,
        )  # fmt: skip
    print(message)
    return 0
