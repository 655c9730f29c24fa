"""Names of people, as an answer may shorten them: initials, left-out middle names, pet names."""

_PET_NAMES = (
    "robert bob rob bobby robbie", "william bill will billy willie liam", "james jim jimmy jamie", "john jack johnny jon",
    "daniel dan danny", "michael mike mick mickey", "richard rick dick rich ricky", "thomas tom tommy", "edward ed eddie ted ned",
    "charles charlie chuck", "joseph joe joey", "david dave davy", "elizabeth liz beth betty lizzie eliza", "katherine kate kathy katie kat",
    "catherine cathy kate cat", "margaret maggie meg peggy", "anthony tony", "andrew andy drew", "christopher chris", "matthew matt",
    "nicholas nick nicky", "samuel sam sammy", "benjamin ben benny", "alexander alex sandy", "alexandra alex sandra", "stephen steve", "steven steve",
    "gregory greg", "jeffrey jeff", "timothy tim timmy", "kenneth ken kenny", "ronald ron ronnie", "donald don donnie", "lawrence larry",
    "patrick pat paddy", "patricia pat patty tricia", "peter pete", "francis frank", "franklin frank", "frederick fred freddy", "henry harry hank",
    "gerald gerry jerry", "jonathan jon", "joshua josh", "nathan nate", "raymond ray", "theodore ted teddy", "vincent vince", "walter walt",
    "susan sue susie", "deborah debbie deb", "jennifer jen jenny", "jessica jess", "rebecca becky", "victoria vicky", "barbara barb", "dorothy dot",
    "joanne jo", "abraham abe", "albert al bert", "alfred al alf", "leonard leo len lenny", "philip phil", "douglas doug", "eugene gene", "zachary zach",
)  # fmt: skip
_GROUPS: dict[str, frozenset[int]] = {
    name: frozenset(i for i, group in enumerate(_PET_NAMES) if name in group.split())
    for group in _PET_NAMES
    for name in group.split()
}


def same_name(one: str, other: str) -> bool:
    """Equal, an initial of it, or its pet name (Bob for Robert; Rob and Bob too)."""
    short, long = sorted((one, other), key=len)
    if one == other or (len(short) == 1 and long.startswith(short)):
        return True
    return bool(_GROUPS.get(one, frozenset()) & _GROUPS.get(other, frozenset()))


def same_person(names: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Same family name; given names that are equal, left out, or an initial or a pet name of each other."""
    if names[-1] != said[-1] or len(said[-1]) < 2 or min(len(names), len(said)) < 2:
        return False
    if _are_initials(names, said) or _are_initials(said, names):
        return True
    short, long = sorted((names[:-1], said[:-1]), key=len)
    rest = iter(long)
    return all(any(same_name(one, other) for other in rest) for one in short)


def _are_initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ak mathur for ashok kumar mathur."""
    given = [name[0] for name in long[:-1]]
    return len(short) == 2 and len(given) > 1 and list(short[0]) == given
