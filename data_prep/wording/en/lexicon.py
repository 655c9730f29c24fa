"""English words that say the same, and the nouns of verbs."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "found": ("establish", "set up"), "establish": ("found",), "build": ("construct",), "construct": ("build",), "begin": ("start",),
    "start": ("begin",), "buy": ("purchase", "acquire"), "acquire": ("buy", "take over"), "purchase": ("buy",),
    "produce": ("make", "manufacture"), "manufacture": ("make",), "launch": ("introduce",),
    "introduce": ("launch",), "present": ("unveil",), "unveil": ("present",),
    "need": ("require",), "require": ("need",), "operate": ("run",), "lead": ("head",), "head": ("lead",),
    "direct": ("lead", "run"), "complete": ("finish",), "finish": ("complete",), "store": ("hold",), "die": ("pass away",), "reside": ("live",),
    "contain": ("hold",), "replace": ("take over from",), "succeed": ("follow",),
    "house": ("accommodate",), "locate": ("situate",), "situate": ("locate",),
    "open": ("inaugurate",), "close": ("shut",), "move": ("relocate",),
    "use": ("make use of",), "provide": ("supply",), "show": ("display",),
    "stop": ("halt",),
    "choose": ("pick", "select"), "select": ("choose",),
    "hire": ("recruit", "take on"), "appoint": ("name",), "attract": ("draw",),
    "demolish": ("pull down",), "rise": ("climb", "go up"), "fall": ("drop", "go down"),
    "cover": ("span",),
    "offer": ("provide",),
}  # fmt: skip
"""Base → bases that can take its place in the same construction. Passive-only and active-only rows are named below."""

ACTIVE_ONLY = frozenset(
    "employ use replace last rise fall increase die train move begin start close open add hold".split()
)
"""Their replacements are no good in the passive, or with by."""
PASSIVE_ONLY = frozenset(
    ["locate", "situate", "base", "name", "house", "translate", "appoint", "open", "close"]
)

NOMINALS: dict[str, str] = {
    "found": "founding", "establish": "establishment", "build": "construction", "construct": "construction", "open": "opening",
    "launch": "launch", "publish": "publication", "release": "release", "complete": "completion", "discover": "discovery",
    "invent": "invention", "introduce": "introduction", "close": "closure", "present": "presentation", "acquire": "acquisition",
    "elect": "election", "appoint": "appointment", "adopt": "adoption", "install": "installation", "demolish": "demolition",
    "rename": "renaming", "approve": "approval", "sell": "sale",
}  # fmt: skip
"""Base → the noun of what is done to the subject of its passive: was founded → the founding of …"""

LIFE = {"bear": "birth", "die": "death"}

DOERS: dict[str, str] = {
    "found": "founder", "establish": "founder", "design": "designer", "discover": "discoverer", "invent": "inventor", "write": "author",
    "build": "builder", "lead": "leader", "head": "head", "direct": "director", "develop": "developer", "own": "owner", "make": "maker",
    "manufacture": "manufacturer", "operate": "operator", "paint": "painter", "compose": "composer", "edit": "editor", "publish": "publisher",
}  # fmt: skip

INTENTS: dict[str, str] = {
    "plan": "plan", "intend": "intention", "propose": "proposal", "hope": "hope", "decide": "decision", "promise": "promise", "want": "wish",
    "aim": "aim", "offer": "offer",
}  # fmt: skip
"""Verb before "to do" → the noun of what is meant to be done."""

CONVERSE: tuple[tuple[str, str, str], ...] = (
    ("employ", "people|workers|staff|engineers|men|women", "{amount} worked for {subject} / {amount} work for {subject}"),
    ("have", "employees|workers|staff", "{amount} worked for {subject} / {amount} work for {subject}"),
    ("have", "inhabitants|residents|people", "{subject} was home to {amount} / {subject} is home to {amount}"),
    ("have", "visitors|guests", "{amount} came to {subject} / {amount} come to {subject}"),
    ("have", "students|pupils", "{amount} studied at {subject} / {amount} study at {subject}"),
)  # fmt: skip
"""(verb, what is counted, the same told from the other side: past / present)."""

MEASURED: dict[str, str] = {
    "cost": "price",
    "weigh": "weight",
    "earn": "earnings",
    "last": "duration",
}
"""Active verb of a number → the noun of what it measures."""

DIMENSIONS = {
    "long": "length", "wide": "width", "high": "height", "tall": "height", "deep": "depth", "thick": "thickness", "old": "age",
    "far away": "distance", "heavy": "weight", "broad": "breadth",
}  # fmt: skip

SAYS = frozenset(
    "say says said tell told explain explains explained add added note noted recall recalled announce announced confirm confirmed report reports"
    " reported state states stated point pointed reveal revealed write writes wrote indicate show shows stress stressed claim claimed argue argued"
    " believe believes believed think thinks thought estimate estimates estimated warn warned".split()
)
"""Verbs of an attribution that "according to" can stand for."""
