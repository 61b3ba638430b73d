"""What the processes of a face remember together, key by key."""

from khabar.web.people.ledger import Ledger


def test_what_is_noted_last_is_found_until_it_is_forgotten():
    ledger = Ledger()
    ledger.note("one", 3.0, 10.0)
    ledger.note("one", 2.5, 11.0)
    ledger.note("another", 1.0, 12.0)
    assert ledger.find("one") == (2.5, 11.0)
    ledger.forget("one")
    assert (ledger.find("one"), ledger.find("another")) == (None, (1.0, 12.0))


def test_of_too_many_keys_the_oldest_give_way():
    ledger = Ledger()
    for at in range(1, 20_001):
        ledger.note(str(at), 1.0, float(at))
    assert all(ledger.find(str(at)) for at in range(18_001, 20_001))
    assert not all(ledger.find(str(at)) for at in range(1, 2_001))
