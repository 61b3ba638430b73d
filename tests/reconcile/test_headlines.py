"""What a title says of dead and hurt, and how it is weighed beside the article's own counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.reconcile.articles.headlines import read_headline

# title, killed, wounded, hit
TOLLS = (
    ("Two dead, four hurt in Oviedo market raid", 2, 4, None),
    ("Bakery blast kills 3, wounds 11", 3, 11, None),
    ("Mutiny at barracks leaves 5 soldiers injured, colonel dead", 1, 5, None),
    ("Six shot, one dead outside Gijon dance hall", 1, None, 6),
    ("One dead, six shot outside Gijon dance hall", 1, 6, None),
    ("Two guards shot, robber killed at Bilbao bank", 1, 2, None),
    ("Eight killed 25 hurt in air raids on Bilbao", 8, 25, None),
    # lists
    ("Miner, two sons found dead in Mieres cottage", 3, None, None),
    ("Family of four found shot to death near Leon", 4, None, None),
    ("Couple killed as roof falls", 2, None, None),
    ("Miner kills wife, two neighbours, self", 4, None, None),
    # one person told of
    ("Villager, 61, dies of wounds", 1, None, None),
    ("14-year-old girl shot, killed on Vigo quay", 1, None, None),
    ("Trial opens over fatal shooting of a shepherd", 1, None, None),
    ("Man shot at Vigo station has died", 1, None, None),
    ("Third miner dies after Mieres riot", 3, None, None),
    ("Second miner hurt in Mieres riot", None, None, None),
    # who does it is not among them
    ("Sergeant killed three at Avila post", 3, None, None),
    ("Widow shot and wounded two boys", None, 2, None),
    # several events, hedges, denials and threats are no toll
    ("Nine dead in three shootings", None, None, None),
    ("Over 40 killed as bridge is bombed", None, None, None),
    ("Dozens dead, 12 hurt in Oviedo", None, None, None),
    ("General denies killing five villagers", None, None, None),
    ("Gang planned to kill two judges", None, None, None),
    ("Police shoot at 3 men", None, None, None),
    ("Double murder in Gijon, police say", 2, None, None),
    ("Triple murder-suicide at farm near Leon", 4, None, None),
    ("Quadruple shooting at Vigo quay", None, None, 4),
    ("Five people, including two nuns, killed at Avila", 5, None, None),
    # numbers that count nobody
    ("Father of three killed on 24th Street", 1, None, None),
    ("Boy shot 4 times", None, None, 1),
)


@pytest.mark.parametrize(("title", "killed", "wounded", "hit"), TOLLS)
def test_a_title_tells_a_toll_in_a_form_of_its_own(title, killed, wounded, hit):
    told = read_headline(title)
    assert (told.killed, told.wounded, told.hit) == (killed, wounded, hit)


@given(st.text(max_size=60))
def test_any_title_is_read(title):
    told = read_headline(title)
    assert all(number is None or number > 0 for number in told[:3])
