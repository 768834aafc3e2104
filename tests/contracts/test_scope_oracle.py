"""Who sees which row, found a second time by walking 2,000 random banks person by person."""

from random import Random

import pytest

from org.access.roles import Role
from prospects.models import Opportunity, Prospect
from tests.contracts.trees import TODAY, File, Person, Tree, draw, plant

WORLDS, TREES = 40, 50  # 2,000 trees; those of a world stand side by side


def reaches(post: Person, file: File, *, is_opportunity: bool) -> bool:
    """Answer for one post and one file, as the bank's rule says it."""
    owner, office = file.owner, file.office
    match post.role:
        case Role.OFFICER:
            return owner is post
        case Role.TEAM_LEAD:
            return owner is post or (post.team is not None and owner.team is post.team)
        case Role.BRANCH_HEAD | Role.CREDIT_ADMINISTRATION:
            return office is post.office or office.parent is post.office
        case Role.CREDIT_ANALYST:
            return is_opportunity and file.analyst is post
        case Role.REGIONAL_HEAD:
            return office.region == post.region
        case Role.HEAD_OFFICE | Role.AUDITOR:
            return True
        case Role.ADMINISTRATOR:
            return False
    raise AssertionError(f"nobody said what {post.role} reaches")


def posts_of(person: Person, tree: Tree) -> list[Person]:
    """Return the person's own post and those he stands in for today. They are not passed on."""
    if not person.is_active:
        return []
    held = [row.principal for row in tree.stand_ins if row.delegate is person and row.holds]
    return [person, *(principal for principal in held if principal.is_active)]


def walked(person: Person, tree: Tree, world: list[Tree], *, is_opportunity: bool) -> set[int]:
    """Return the ids of the rows the person reaches, found file by file."""
    posts = posts_of(person, tree)
    sees_all = any(post.role in {Role.HEAD_OFFICE, Role.AUDITOR} for post in posts)
    files = [file for other in world for file in other.files] if sees_all else tree.files
    return {
        file.opportunity.pk if is_opportunity else file.prospect.pk
        for file in files
        if any(reaches(post, file, is_opportunity=is_opportunity) for post in posts)
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(WORLDS))
def test_the_query_finds_what_a_walk_finds(seed: int) -> None:
    chance = Random(seed)
    world = [draw(chance) for _ in range(TREES)]
    plant(world)
    for number, tree in enumerate(world):
        is_opportunity = number % 2 == 0
        model = Opportunity if is_opportunity else Prospect
        for person in tree.people:
            user = person.row
            user.access_day = TODAY
            found = model.objects.visible_to(user).values_list("pk", flat=True)
            expected = walked(person, tree, world, is_opportunity=is_opportunity)
            assert set(found) == expected, (number, user.pk, user.role)
