"""Compressed bytes: opened, and never further than allowed."""

import gzip
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import BudgetError, UnreachableError
from khabar.pages.capture import build_page
from khabar.pages.fetching.bodies import list_encodings, read_body, unzip_page

MOST = 1_000_000
WORDS = b"<p>The raid on Durango lasted a quarter of an hour.</p>" * 500


def deflate_bare(content):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def pack_brotli(content):
    return brotli.compress(content, quality=4)


PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": pack_brotli,
    "zstd": zstandard.ZstdCompressor().compress,
}
EVERY = [*PACKERS.items(), ("deflate", deflate_bare)]


def cut(content, size):
    return [content[at : at + size] for at in range(0, len(content), size)]


@pytest.mark.parametrize(("name", "pack"), EVERY)
@pytest.mark.parametrize("size", [1, 7, 1_000_000])
def test_what_was_packed_comes_out_whatever_the_pieces(name, pack, size):
    assert read_body(cut(pack(WORDS), size), (name,), MOST, "x") == WORDS


@given(content=st.binary(max_size=300), size=st.integers(1, 40), at=st.integers(0, 4))
def test_any_bytes_come_out_as_they_went_in(content, size, at):
    name, pack = EVERY[at]
    assert read_body(cut(pack(content), size), (name,), MOST, "x") == content


@pytest.mark.parametrize(("name", "pack"), EVERY)
def test_a_bomb_is_put_out_long_before_it_has_gone_off(name, pack):
    bomb = pack(bytes(20_000_000))
    assert len(bomb) < 200_000
    tracemalloc.start()
    with pytest.raises(BudgetError, match="too_large"):
        read_body(cut(bomb, 65_536), (name,), MOST, "x")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12_000_000


@pytest.mark.parametrize(("name", "pack"), EVERY)
def test_what_ends_too_early_is_refused(name, pack):
    for end in (5, 40, len(pack(WORDS)) - 2):
        with pytest.raises(UnreachableError, match="bad_answer"):
            read_body([pack(WORDS)[:end]], (name,), MOST, "x")


@pytest.mark.parametrize("name", PACKERS)
@given(content=st.binary(min_size=1, max_size=200))
def test_noise_is_refused_or_read_and_never_breaks(name, content):
    with suppress(UnreachableError):
        read_body([content], (name,), MOST, "x")


@pytest.mark.parametrize(("name", "pack"), EVERY)
def test_flipped_bits_are_refused_or_read_and_never_break(name, pack):
    packed = pack(WORDS)
    for at in range(min(len(packed), 120)):
        broken = packed[:at] + bytes([packed[at] ^ 1 << at % 8]) + packed[at + 1 :]
        with suppress(UnreachableError, BudgetError):
            assert len(read_body([broken], (name,), MOST, "x")) <= MOST


def test_gzip_may_have_several_members_and_zeros_at_its_end():
    packed = gzip.compress(b"first ") + gzip.compress(b"second") + bytes(100)
    assert read_body(cut(packed, 11), ("gzip",), MOST, "x") == b"first second"


def test_zstd_may_have_several_frames():
    pack = PACKERS["zstd"]
    assert read_body([pack(b"first ") + pack(b"second")], ("zstd",), MOST, "x") == b"first second"


def test_bytes_that_are_not_packed_are_counted_too():
    endless = (b"x" * 1_000 for _ in iter(int, 1))
    with pytest.raises(BudgetError, match="too_large"):
        read_body(endless, (), MOST, "x")


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_an_endless_stream_of_almost_nothing_ends(name):
    """Empty members one after another give nothing and would go on for ever."""
    empty = PACKERS[name](b"")
    with pytest.raises((BudgetError, UnreachableError)):
        read_body((empty * 100 for _ in iter(int, 1)), (name,), 100_000, "x")


@pytest.mark.parametrize("encodings", [("gzip", "gzip"), ("compress",), ("br", "zstd"), ("lzma",)])
def test_what_was_not_asked_for_is_refused(encodings):
    with pytest.raises(UnreachableError, match="bad_answer"):
        read_body([b"x"], encodings, MOST, "x")


def test_fields_of_encodings_are_read_as_one_list():
    assert list_encodings(["GZIP , identity", "x-gzip", ""]) == ("gzip", "gzip")


def test_a_window_larger_than_the_web_allows_is_refused():
    packer = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    )
    chunk = packer.compressobj()
    packed = chunk.compress(bytes(1000)) + chunk.flush()
    with pytest.raises(UnreachableError, match="bad_answer"):
        read_body([packed], ("zstd",), MOST, "x")


def test_a_file_of_gzip_is_opened_as_far_as_allowed():
    assert unzip_page(build_page("x", gzip.compress(WORDS)), MOST).content == WORDS
    assert unzip_page(build_page("x", WORDS), MOST).content == WORDS
    with pytest.raises(BudgetError):
        unzip_page(build_page("x", gzip.compress(bytes(MOST + 1))), MOST)
