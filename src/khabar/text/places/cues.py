"""Words beside a name that tell what it is used for, as patterns over the text before or after it."""

import re

_SIDES = "north, south, east, west, northeast, northwest, southeast, southwest"
_SIDED = """northern, southern, eastern, western, northeastern, northwestern, southeastern, southwestern,
    central"""


def any_of(phrases: str) -> str:
    """A pattern for any of the phrases, which commas part; a phrase may be a pattern without commas.

    >>> any_of("north of, south of")
    '(?:north of|south of)'
    """
    return f"(?:{'|'.join(' '.join(phrase.split()) for phrase in phrases.split(','))})"


_DIVISIONS = """province, governorate, oblast, prefecture, department, canton, county, parish,
    voivodeship, region"""
DIVISION = any_of(rf"{_DIVISIONS}, state\b(?! (?:of|police|media|run|TV))")
DIVISION_OF = any_of(f"{_DIVISIONS}, state")
_BETWEEN = any_of(
    f"""the, downtown, nearby, neighbou?ring, rural, mainland, rebel-held, government-held,
    opposition-held, besieged, historic, old, {_SIDES}, {_SIDED}"""
)
_PLACING = f"""in, near, outskirts of, suburbs? of, city of, town of, village of, province of, state of,
    region of, district of, port of, island of, kilomet(?:er|re)s of, kilomet(?:er|re)s from, km of,
    km from, miles of, miles from, {", ".join(f"{side} of" for side in _SIDES.split(", "))}"""
_MOVING = """at, outside, inside, across, throughout, around, into, towards?, within, from, to, over,
    off, above, capital of, capital, countryside of, parts of, areas? of, cities of, streets of,
    people of, visit(?:ed|ing)?, left, leave, leaving, reach(?:ed)?, enter(?:ed)?, fled, fleeing,
    bomb(?:ed|ing), captured?, retak(?:e|en|ing), seized?, shell(?:ed|ing), besieged, between,
    via, through, against"""

PLACED = re.compile(rf"\b{any_of(_PLACING)}(?: {_BETWEEN})*[ \xa0]$", re.IGNORECASE)
LOCATED = re.compile(rf"\b{any_of(_PLACING + ', ' + _MOVING)},?(?: {_BETWEEN})*[ \xa0]$", re.IGNORECASE)
ALONG_RIVER = re.compile(
    rf"\b{any_of('along, across, astride, beyond, over, on, banks? of, waters of, crossed, crossing')}"
    r" the $"
)
INHABITED = re.compile(
    r"[- ](?:"
    + any_of("area, county, city, town, village")
    + " )?"
    + any_of(
        """man, woman, boy, girl, men, women, residents?, police, officers?, couple, teen\\w*, family,
    families, student, native, mayor, councillor, councilman, councilwoman, city council, town
    council, home, house, area, community, school, hospital, firefighters?, airport, based, born,
    district, province, governorate, county, region, neighbou?rhood, suburbs?, countryside"""
    )
    + r"\b|, (?:a|the) (?:\w+ ){0,3}"
    + any_of("city, town, village, suburb, district, neighbou?rhood, province, region")
    + r"\b"
)
LISTED = re.compile(r"(?:,|,? and|,? or|,? as well as|;) (?:the )?")
DATELINE = re.compile(r",? (?:\([A-Z]|--?|—|–|[A-Z][a-z]+\.)")

_ABBREVIATED = any_of(
    """Mr, Mrs, Ms, Dr, Gen, Lt, Sgt, Capt, Col, Maj, Cpl, Rev, Sen, Rep, Gov, Prof, Hon, Fr, Adm,
    Brig, Pvt, Det, Supt, Insp"""
)
_RANKS = any_of(
    """President, Minister, King, Queen, Prince, Princess, Sir, Lord, Lady, General, Colonel, Major,
    Captain, Lieutenant, Sergeant, Officer, Judge, Justice, Senator, Governor, Mayor, Sheriff,
    Deputy, Detective, Chief, Chancellor, Ambassador, Bishop, Archbishop, Pope, Professor, Coach,
    Secretary, Chairman, Sheikh, Sheik, Imam, Ayatollah, Commander, Miss, Pastor, Brother, Sister,
    Father, Saint, Trooper, Congressman, Congresswoman, Rabbi"""
)
TITLED = re.compile(rf"(?:\b{_ABBREVIATED}\b\.?|\b{_RANKS}|\b[A-Z]\.)[ \xa0]$")
AGED = re.compile(r", \d\d?,")

_SAYING = any_of(
    """said, says, say, told, tells, denied, denies, deny, accused, accuses, accuse, announced,
    announces, insisted, insists, insist, warned, warns, claimed, claims, claim, vowed, vows,
    blamed, blames, blame, condemned, condemns, rejected, rejects, reject, agreed, agrees,
    refused, refuses, refuse, wants?, wanted, hopes?, believes?, considers?, backs, backed,
    supports?, supported, pledged, pledges, urged, urges, called, calls, demanded, demands,
    offered, offers, signed, maintains, argues, fears, intends, plans, seeks, sought, threatened,
    threatens, responded, retaliated, recogni[sz]ed, recogni[sz]es, imposed, sent, sends, began,
    launched, suspended, ordered, invaded, voted, abstained, vetoed"""
)
_ADVERBS = any_of(
    """has, have, had, also, again, later, now, still, repeatedly, strongly, on \\w+day, would, will,
    may, could"""
)
SPEAKS = re.compile(rf"(?:,? and [A-Z]\w+)?(?: {_ADVERBS})* {_SAYING}\b")
SPOKE = re.compile(r",?[”\"]? (?:said|says|told|added|wrote|replied|recalled|testified)\b")
_DEALINGS = any_of(
    "talks, deal, agreement, ties, relations, contacts, negotiations, alliance, dispute, summit, war"
)
_DONE = any_of(
    """backed, supported, sponsored, accused, brokered, armed, funded, condemned, welcomed, rejected,
    denied, imposed"""
)
_ADDRESSED = any_of(
    """accus\\w+, urg\\w+, blam\\w+, press\\w+, persuad\\w+, warn\\w+, ask\\w+, told, call\\w* on,
    pressure on, sanctions on, sanctions against"""
)
ADDRESSED = re.compile(
    rf"\b(?:{_DEALINGS} (?:with|between)|{_DONE} by|{_ADDRESSED}|loyal to|allied (?:with|to)"
    r"|by|against)(?: the)?[ \xa0]$|\b(?:pro|anti)-$",
    re.IGNORECASE,
)
GOVERNMENTAL = re.compile(
    r"['’]s (?:\w+ )?"
    + any_of(
        """government, ministry, foreign ministry, envoy, ambassador, president, leader, military,
    position, view, army, navy, air force, armed forces, forces, troops, soldiers, planes, aircraft,
    warplanes, jets, bombers, warships, fleet, artillery"""
    )
)
_INSTITUTIONS = any_of(
    """University, College, Bank, Bishop, Archbishop, Church, Diocese, Archdiocese, Institute,
    School, Museum, Board, Chamber, Ministry, House, Duke, Duchess, Earl, Battle, Treaty, Port,
    Society, Association, Federation, Republic, Army, Party, Voice, Friends, Port Authority,
    Council, Court, Act, Court of Appeal"""
)
INSTITUTED = re.compile(rf"\b{_INSTITUTIONS} (?:of|for|in)(?: the)? $")
_SACRED = any_of(
    "church, chapel, convent, monastery, priory, basilica, abbey, hermitage, shrine, parish"
)
_HOUSES = any_of("hospital, infirmary, orphanage, asylum, school, college, seminary")
SAINT = re.compile(any_of("San, Santa, Santo, Sant, São, Saint, Sainte, St\\.?, Ste\\.?, Mar") + "[ -]")
SACRED = re.compile(rf" {_SACRED}\b", re.IGNORECASE)
SACRED_TO = re.compile(rf"\b{_SACRED} of $", re.IGNORECASE)
NAMED_AFTER = re.compile(rf"\b{_HOUSES} of $", re.IGNORECASE)
