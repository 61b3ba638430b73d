"""What fuzzing has found stays mended, and the targets of fuzzing run without a fuzzer."""

from pathlib import Path

import pytest
from fuzz_targets import TARGETS

FINDINGS = Path(__file__).parent / "findings"


@pytest.mark.parametrize("target", TARGETS)
def test_what_fuzzing_found_stays_mended(target):
    for finding in sorted((FINDINGS / target).glob("*")):
        TARGETS[target](finding.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_takes_what_is_nothing_of_its_kind(target):
    for data in (
        b"",
        b"\x00",
        b"\xff" * 99,
        b"<" * 99,
        b"12 \xcc\x81 1937",
        b"HTTP://[",
        b"{}",
        b"9" * 5_000,
    ):
        TARGETS[target](data)
