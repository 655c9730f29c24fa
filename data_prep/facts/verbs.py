"""English verb forms: base, past, participle and third person, and back."""

import re
from functools import cache
from typing import Literal

import simplemma

Tense = Literal["present", "third", "past"]

AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might must should shall does did do".split()
)
PAST_AUXILIARIES = frozenset("was were had did would could might".split())

_IRREGULAR = """
arise arose arisen, awake awoke awoken, bear bore borne, beat beat beaten, become became become, begin began begun,
bend bent bent, bet bet bet, bind bound bound, bite bit bitten, bleed bled bled, blow blew blown, break broke broken,
breed bred bred, bring brought brought, broadcast broadcast broadcast, build built built, burst burst burst, buy bought bought,
cast cast cast, catch caught caught, choose chose chosen, cling clung clung, come came come, cost cost cost, creep crept crept,
cut cut cut, deal dealt dealt, dig dug dug, do did done, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten,
fall fell fallen, feed fed fed, feel felt felt, fight fought fought, find found found, fit fitted fitted, flee fled fled,
fling flung flung, fly flew flown, forbid forbade forbidden, forecast forecast forecast, forget forgot forgotten,
forgive forgave forgiven, freeze froze frozen, get got got, give gave given, go went gone, grind ground ground, grow grew grown,
hang hung hung, have had had, hear heard heard, hide hid hidden, hit hit hit, hold held held, hurt hurt hurt, keep kept kept,
kneel knelt knelt, know knew known, lay laid laid, lead led led, leave left left, lend lent lent, let let let, lie lay lain,
light lit lit, lose lost lost, make made made, mean meant meant, meet met met, mistake mistook mistaken,
outgrow outgrew outgrown, overcome overcame overcome, oversee oversaw overseen, overtake overtook overtaken, pay paid paid,
put put put, quit quit quit, read read read, rebuild rebuilt rebuilt, ride rode ridden, ring rang rung, rise rose risen,
run ran run, say said said, see saw seen, seek sought sought, sell sold sold, send sent sent, set set set, shake shook shaken,
shed shed shed, shine shone shone, shoot shot shot, show showed shown, shrink shrank shrunk, shut shut shut, sing sang sung,
sink sank sunk, sit sat sat, sleep slept slept, slide slid slid, speak spoke spoken, speed sped sped, spend spent spent,
spin spun spun, split split split, spread spread spread, spring sprang sprung, stand stood stood, steal stole stolen,
stick stuck stuck, sting stung stung, strike struck struck, string strung strung, strive strove striven, swear swore sworn,
sweep swept swept, swim swam swum, swing swung swung, take took taken, teach taught taught, tear tore torn, tell told told,
think thought thought, throw threw thrown, undergo underwent undergone, understand understood understood,
undertake undertook undertaken, uphold upheld upheld, wake woke woken, wear wore worn, weave wove woven, win won won,
wind wound wound, withdraw withdrew withdrawn, withstand withstood withstood, write wrote written, rewrite rewrote rewritten,
sew sewed sewn, sow sowed sown, be was been
"""
_TRIPLES = {row.split()[0]: tuple(row.split()[1:]) for row in _IRREGULAR.split(",")}
_BASE_OF = {
    form: base for base, forms in reversed(_TRIPLES.items()) for form in forms if form != base
} | {
    "is": "be",
    "are": "be",
    "were": "be",
    "has": "have",
    "does": "do",
    "thanked": "thank",
    "born": "bear",
}
_DOUBLING = frozenset(
    "ship stop plan drop map wrap ban fit step trap trip clip chip chop cram crop dip drag drum equip flip grab grip hug jam jog"
    " knit log mop nod pat pen pin pop rig rip rob rub scan ship shop skip slam slip snap span spot stem stir stun swap tag tap"
    " trim tug whip zip admit commit permit submit transmit omit refer prefer transfer occur incur recur expel compel control"
    " patrol regret rebut travel cancel label model signal total fuel level tunnel channel".split()
)
"""Bases that double their last letter; British for those in -el and -al."""
_KEPT_S = frozenset("focus bias gas bus process pass press cross guess miss dress".split())


@cache
def base(form: str) -> str:
    """The base of a verb form: employs → employ, founded → found, wrote → write."""
    lower = form.lower()
    if not lower:
        return ""
    if found := _BASE_OF.get(lower):
        return found
    if lower in _TRIPLES:
        return lower
    if known := _forms_of_common().get(lower):
        return known
    lemma = (simplemma.lemmatize(lower, "en") or lower).lower()
    fits = lower in (lemma, third(lemma), past(lemma))
    if fits and (lemma != lower or not lower.endswith(("s", "ed"))):
        return lemma
    made = [b for b in _bases(lower) if lower in (third(b), past(b))]
    known = [b for b in made if simplemma.is_known(b, "en")]
    return (known or made or [lemma])[0]


@cache
def _forms_of_common() -> dict[str, str]:
    """Regular forms of the common verbs, which no dictionary need guess at: developed → develop."""
    verbs = [verb for verb in _COMMON.split() if verb not in _TRIPLES]
    return {form: verb for verb in reversed(verbs) for form in (third(verb), past(verb))}


def _bases(form: str) -> list[str]:
    """The bases that the ending of a form allows, the likelier first."""
    if form.endswith(("ies", "ied")):
        return [form[:-3] + "y", form[:-1]]
    if form.endswith("es"):
        return [form[:-1], form[:-2]]
    if form.endswith("s"):
        return [form[:-1]]
    if not form.endswith("ed"):
        return []
    undoubled = [form[:-3]] if len(form) > 4 and form[-3] == form[-4] else []
    return [*undoubled, form[:-2], form[:-1]]


@cache
def past(verb: str) -> str:
    """found → founded, write → wrote."""
    return _TRIPLES[verb][0] if verb in _TRIPLES else _regular(verb)


@cache
def participle(verb: str) -> str:
    """found → founded, write → written."""
    return _TRIPLES[verb][1] if verb in _TRIPLES else _regular(verb)


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLING else "") + "ed"


@cache
def third(verb: str) -> str:
    """carry → carries, have → has."""
    if verb in ("be", "have", "do"):
        return {"be": "is", "have": "has", "do": "does"}[verb]
    if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


def gerund(verb: str) -> str:
    """make → making, ship → shipping."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    double = verb in _DOUBLING or verb in (
        "run begin cut set put get hit let sit win swim dig split".split()
    )
    return verb + (verb[-1] if double else "") + "ing"


def tense(form: str, plural: bool = False) -> Tense | None:
    """The tense of a finite full verb; None when the form is no verb form.

    A form that is both base and past (put, cost) is past after a singular subject and present after a
    plural one, where the base would be the present.
    """
    lower = form.lower()
    verb = base(lower)
    if lower == third(verb):
        return "third"
    same = lower == past(verb)
    if same and lower == verb:
        return "present" if plural else "past"
    if same:
        return "past"
    return "present" if lower == verb else None


@cache
def finite(word: str) -> tuple[str, str] | None:
    """(auxiliary that asks with it, base) of a word that can be a finite verb: sold → (did, sell).

    An auxiliary itself is (itself, ""); None for a word that is no known verb form.
    """
    lower = word.lower()
    if lower in AUXILIARIES:
        return lower, ""
    if lower not in _known_forms():
        return None
    return {"third": "does", "past": "did", "present": "do"}[tense(lower) or "present"], base(lower)


_COMMON = (
    "accept add adopt agree aim allow announce appear appoint approve arrive ask attract award ban base belong bill board bottle call"
    " cancel carry cause celebrate certify change charge chart check claim clean close collect combine complete confirm connect"
    " conserve consist contain continue convert cool cover create damage date decide decline dedicate deliver demonstrate depart depend"
    " describe design develop devote die direct discover display divide donate double drop earn edit elect employ end enter equip"
    " establish estimate exceed exhibit expand expect explain export extend fail feature fill finance finish fish follow found"
    " fund gain generate graduate happen harvest help hire honour hope house import improve include increase inherit insist inspect"
    " install introduce invent invite join kill land last launch learn lecture license list live locate lower maintain manage map mark"
    " marry measure melt merge moor mount move name need note observe occupy occur offer open operate order organise organize own paint"
    " pass patent pay perform persuade place plan plant play power predict present print process produce prohibit promise promote propose"
    " protect prove provide publish purchase raise reach receive recharge record recover reduce refuse register reject release remain"
    " remember rename renew repair replace report represent require rescue resign restore result retire return reveal reward sail save"
    " seat separate serve settle share ship show shrink sign sleep span sponsor stage start state stay stock stop store stretch study"
    " succeed suffer supply support survey survive switch target test total trade train transfer translate travel treat turn unveil use"
    " visit vote wait walk warn watch weigh welcome widen work wrap acquire achieve address assign assist assume attack attempt attend block borrow"
    " boost calculate capture challenge climb compare compete compose compute condemn conduct construct consider consult contribute control cooperate"
    " count cross debut defeat define delay delete demand demolish deny deploy derive destroy detect determine differ discuss dismiss distribute dominate"
    " enable encourage engage enhance ensure evolve examine execute exist explore express finalise flow focus force form formulate handle identify"
    " illustrate implement imply impose inaugurate indicate influence inform initiate integrate intend interrupt issue judge justify label lack load"
    " manufacture market match mention monitor multiply notice obtain oppose outline participate perceive phase pick please point possess pour praise"
    " prefer prepare press prevent proceed procure pull push question react realise recall recommend recruit reflect relate rely relocate remove render"
    " request resemble reserve resolve respond restrict reveal review revise rise root rule sample scan schedule score search secure seek select serve"
    " solve sort split spread stem strengthen structure submit substitute suggest suit supervise surround suspend tackle taste thank threaten touch tour"
    " track transform trigger trust undertake unite update upgrade urge utilise vary verify violate yield"
)


@cache
def _known_forms() -> frozenset[str]:
    bases = [*_COMMON.split(), *(b for b in _TRIPLES if b != "be")]
    return frozenset(form for verb in bases for form in (third(verb), past(verb)))
