"""Who can be killed: persons of any trade, known to the vocabulary or not; never beasts or things."""

import pytest
from claim_words import read_written

TRADES = (
    "shopkeeper baker carpenter fisherman bodyguard contractor sailor pilot singer waiter cleaner "
    "midwife technician butcher porter clerk lecturer headmaster lawyer prosecutor candidate activist "
    "photographer editor surgeon pharmacist paramedic cadet colonel cleric rabbi bishop missionary "
    "schoolteacher labourer miner ranger shepherd docker diplomat ambassador councillor elder"
)
# Trades that no list of nouns is likely to hold: the count stands all the same.
RARE_TRADES = "glazier falconer puppeteer beekeeper saddler roofer luthier cobbler"
BEASTS_AND_THINGS = "sheep goats pigs dogs cattle camels rats bills"


@pytest.mark.parametrize("trade", TRADES.split())
def test_a_person_of_a_trade_who_is_killed_is_one_and_is_named_by_it(trade):
    (claim,) = read_written(f"Gunmen killed a {trade} in Kunduz.")
    (figure,) = claim["figures"]
    assert figure.startswith("killed exactly 1 ")


@pytest.mark.parametrize("trade", RARE_TRADES.split())
def test_a_person_of_a_rare_trade_who_is_killed_is_no_less_dead(trade):
    (claim,) = read_written(f"Gunmen killed four {trade}s in Kunduz.")
    (figure,) = claim["figures"]
    assert figure.startswith("killed exactly 4")


@pytest.mark.parametrize("herd", BEASTS_AND_THINGS.split())
def test_beasts_and_things_are_never_counted_as_dead(herd):
    figures = [
        figure
        for claim in read_written(f"Gunmen killed 40 {herd} in Kunduz.")
        for figure in claim["figures"]
    ]
    assert figures == []
