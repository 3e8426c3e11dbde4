"""What waits for a person in a network, by role and mandate; one place, so that desk and menu agree."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.desk.body_tasks import body_tasks
from bildungsnetz.desk.partner_tasks import has_partners, partner_tasks
from bildungsnetz.desk.strategy_tasks import strategy_tasks
from bildungsnetz.desk.tasks import FirstStep, Task, Waiting
from bildungsnetz.governance.selectors import steering_group_can_decide
from bildungsnetz.networks.models import ContractVersion, Duty, Network, Role, Scope, Side, VersionStatus
from bildungsnetz.networks.permissions import contract_mandate, may_draft, works_on_contract
from bildungsnetz.networks.selectors import version_in_force, versions_visible_to
from bildungsnetz.networks.selectors.people import mandates_for, people_of
from bildungsnetz.networks.selectors.work import duties_of, fields_on, posts_on
from bildungsnetz.partners.selectors import count_schools_by_town

SOON = timedelta(days=30)
# Who can speak for a side: without both nobody can be given a mandate.
SPEAKING = {Role.STATE_SIDE, Role.MUNICIPAL_SIDE}


def tasks_for(person: User, *, network: Network, on: date) -> list[Task]:
    """Return what waits for a person, nearest deadline first, then without deadline."""
    found = [*_consents_to_give(person, network, on), *body_tasks(person, network=network, on=on)]
    found += strategy_tasks(person, network=network, on=on)
    if may_draft(person, network=network, on=on):
        found += [*_drafts(person, network, on), *_missing_speakers(network, on), *_duties_due(network, on)]
        found += [*_vacant_posts(network, on), *partner_tasks(network, on=on)]
    return sorted(found, key=lambda task: (task.due_on is None, task.due_on or on, task.thing))


def waiting_for_others(person: User, *, network: Network, on: date) -> list[Waiting]:
    """Return which side's consent is missing to what, as far as the person works on the contract."""
    if not works_on_contract(person, network=network, on=on):
        return []
    mine = contract_mandate(person, network=network, on=on)
    put_up = versions_visible_to(person, network=network, on=on).filter(status=VersionStatus.PUT_UP)
    return [
        _waiting(version, side, person, on)
        for version in put_up
        for side in Side
        if not version.hash_of(side) and not (mine and mine.side == side)
    ]


def first_steps(network: Network, *, on: date) -> list[FirstStep]:
    """Return the lines of a new office's first day; all done means that the list is not shown any more."""
    slug = network.slug
    speakers = [mandates_for(network=network, side=side, scope=Scope.CONTRACT, on=on).exists() for side in Side]
    roles = {row.role for row in people_of(network, on=on)}
    in_force = version_in_force(network, on=on)
    fields = fields_on(network, on=on).exists()
    schools = bool(count_schools_by_town(region_key=network.region.key))
    can_decide = steering_group_can_decide(network, on=on)
    posts = any(side.promised for side in posts_on(network, on=on))
    steps = [
        (_("Invite the people of both sides"), _("each side for itself"), 5, roles >= SPEAKING, "networks:people"),
        (_("Enter the mandates of both sides"), _("each side for itself"), 5, all(speakers), "networks:mandates"),
        (_("Enter the contract"), _("education office, then both sides"), 30, bool(in_force), "networks:contract"),
        (_("Check the fields of action"), _("education office"), 5, fields, "networks:contract"),
        (_("Read in the schools"), _("education office"), 5, schools, "intake:runs"),
        (_("Read in the partners"), _("education office"), 15, has_partners(network), "partners:list_new"),
        (_("Enter the two posts"), _("education office"), 5, posts, "networks:posts"),
        (_("Fill the steering group"), _("education office"), 10, can_decide, "governance:bodies"),
        (_("Set the dates of the year"), _("education office"), 15, duties_of(network).exists(), "networks:calendar"),
    ]
    return [
        FirstStep(thing, who, minutes, done, reverse(name) if name == "intake:runs" else reverse(name, args=[slug]))
        for thing, who, minutes, done, name in steps
    ]


def next_dates(network: Network, *, on: date, limit: int = 5) -> list[Duty]:
    """Return the next open dates."""
    return list(duties_of(network).filter(done_on=None, due_on__gte=on)[:limit])


def dates_of_working_year(network: Network, *, begins: date) -> list[Duty]:
    """Return all dates of the school year that begins on ``begins`` (1 August)."""
    return list(duties_of(network).filter(due_on__gte=begins, due_on__lt=begins.replace(year=begins.year + 1)))


def working_year_of(day: date) -> date:
    """Return the first day of the school year a day lies in (1 August to 31 July, § 7 SchulG NRW)."""
    return date(day.year if day.month >= 8 else day.year - 1, 8, 1)


def _consents_to_give(person: User, network: Network, on: date) -> list[Task]:
    mandate = contract_mandate(person, network=network, on=on)
    if mandate is None:
        return []
    side = Side(mandate.side)
    put_up = versions_visible_to(person, network=network, on=on).filter(status=VersionStatus.PUT_UP)
    return [
        Task(
            thing=_named(version),
            note=_("Waits for the consent of your side: %(side)s") % {"side": side.label},
            verb=_("Read and decide"),
            url=reverse("networks:consent", args=[network.slug, version.number]),
        )
        for version in put_up
        if not version.hash_of(side)
    ]


def _drafts(person: User, network: Network, on: date) -> list[Task]:
    drafts = versions_visible_to(person, network=network, on=on).filter(status=VersionStatus.DRAFT)
    return [
        Task(
            thing=_named(version),
            note=_("Draft, not put up for consent yet"),
            verb=_("Go on writing"),
            url=version.get_absolute_url(),
        )
        for version in drafts
    ]


def _missing_speakers(network: Network, on: date) -> list[Task]:
    return [
        Task(
            thing=_("Nobody may consent for a side: %(side)s") % {"side": side.label},
            note=_("Without a mandate nothing can be agreed"),
            verb=_("Open mandates"),
            url=reverse("networks:mandates", args=[network.slug]),
        )
        for side in Side
        if not mandates_for(network=network, side=side, scope=Scope.CONTRACT, on=on).exists()
    ]


def _duties_due(network: Network, on: date) -> list[Task]:
    due = duties_of(network).filter(done_on=None, due_on__lte=on + SOON)
    return [
        Task(
            thing=duty.title,
            note=str(duty.get_kind_display()),
            verb=_("Open calendar"),
            url=reverse("networks:calendar", args=[network.slug]),
            due_on=duty.due_on,
        )
        for duty in due
    ]


def _vacant_posts(network: Network, on: date) -> list[Task]:
    return [
        Task(
            thing=_("Post partly vacant: %(side)s") % {"side": posts.side.label},
            note=_("promised %(promised)s, filled %(filled)s")
            % {"promised": _fte(posts.promised), "filled": _fte(posts.filled)},
            verb=_("Open posts"),
            url=reverse("networks:posts", args=[network.slug]),
        )
        for posts in posts_on(network, on=on)
        if posts.vacant > 0
    ]


def _fte(value: object) -> str:
    return str(value).replace(".", ",")


def _waiting(version: ContractVersion, side: Side, person: User, on: date) -> Waiting:
    network = version.network
    other = next(one for one in Side if one != side)
    given = bool(version.hash_of(other))
    remindable = may_draft(person, network=network, on=on)
    return Waiting(
        thing=_named(version),
        note=_("The other side has consented") if given else _("No side has consented yet"),
        side=side.value,
        since=timezone.localdate(version.put_up_at) if version.put_up_at else on,
        url=reverse("networks:consent", args=[network.slug, version.number]),
        remind_url=reverse("desk:remind", args=[network.slug, version.number]) if remindable else "",
    )


def _named(version: ContractVersion) -> str:
    return _("%(title)s, version %(number)s") % {"title": version.title, "number": version.number}
