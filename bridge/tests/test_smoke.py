from testproject import people

from .conftest import AVATAR, hulls


def test_smoke(desk, jita, clock_stands):
    who = desk.get("whoami")
    print(who)
    owner = people.audit(desk.user.profile.main_character, assets_at=clock_stands.ago(hours=1))
    people.asset(owner, AVATAR, jita)
    print(hulls(desk), desk.last.headers)
    print(desk.get("coverage"))
    print(desk.get("snoozes"), desk.get("policy"), desk.get("acknowledgements"))
