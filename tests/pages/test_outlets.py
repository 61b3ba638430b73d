from datetime import date

import pytest
from page_readings import HOUSES

from khabar.pages.outlets import (
    NO_OUTLETS,
    find_credited,
    find_dateline_agency,
    find_dateline_day,
    find_house_by_address,
    find_rights_holder,
)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("All rights reserved to Coast Today Media Group 2019 ©", "Coast Today"),
        ("© 1994-2020 Tidewater Herald Ltd. All rights reserved.", "Tidewater Herald"),
        ("Copyright (c) 1998-2012 Harbour Gazette. Terms of use", "Harbour Gazette"),
        ("Copyright 1993, 2004 River Post. All rights reserved.", "River Post"),
        ("Copyright 2016 The Herald of Tidewater", "Tidewater Herald"),
        ("All rights reserved", None),
        ("Copyright 2016", None),
    ],
)
def test_a_copyright_line_names_the_house_without_its_company(line: str, name: str | None) -> None:
    assert find_rights_holder(line, HOUSES) == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Source: Northern Wire", ("Northern Wire",)),
        ("Sources: AFP, Northern Wire", ("Agence France-Presse", "Northern Wire")),
        ("----AFP", ("Agence France-Presse",)),
        ("(Northern Wire; editing by Tom Hale)", ("Northern Wire",)),
        ("(Reporting by Mara Lind; editing by Tom Hale)", ()),
        ("AFP", ("Agence France-Presse",)),
        ("Mara Lind", ()),
    ],
)
def test_a_credit_line_names_houses_not_people(line: str, names: tuple[str, ...]) -> None:
    assert find_credited(line, HOUSES) == names


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("PORT SELM (AFP) — Shells fell on the town.", "Agence France-Presse"),
        ("PORT SELM, March 9 (Northern Wire) - Shells fell.", "Northern Wire"),
        ("Port Selm - AFP - Shells fell.", "Agence France-Presse"),
        ("PORT SELM (Norway) - Shells fell.", None),
        ("Shells (mostly French) - and rockets - fell.", None),
        ("PORT SELM - Shells fell.", None),
    ],
)
def test_a_dateline_names_a_house_or_nothing(paragraph: str, agency: str | None) -> None:
    assert find_dateline_agency(paragraph, HOUSES) == agency


def test_a_dateline_states_the_day_only_with_its_year() -> None:
    assert find_dateline_day("PORT SELM, March 9, 1994 (AFP) - Shells fell.") == date(1994, 3, 9)
    assert find_dateline_day("PORT SELM, March 9 (AFP) - Shells fell in 1994.") is None
    assert find_dateline_day("Fighting that began on March 9, 1994 went on.") is None


def test_an_address_belongs_to_the_house_of_its_domain() -> None:
    assert find_house_by_address("https://www.tidewater-herald.example/x", HOUSES) == "Tidewater Herald"
    assert find_house_by_address("https://herald.example/x", HOUSES) is None
    assert find_house_by_address("https://[broken/x", HOUSES) is None
    assert find_house_by_address(None, NO_OUTLETS) is None
