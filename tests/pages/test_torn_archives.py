"""Collections that are cut off or damaged anywhere: what is before that is read."""

import struct
import zipfile
from io import BytesIO

import pytest
from archive_files import make_page, make_zip, zip_each
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import addresses, open_all, told

PAGES = [make_page(number) for number in range(6)]
FILES = {
    "archive/a.warc.gz": zip_each(*PAGES[:3]),
    "datapackage.json": b"{}",
    "archive/b.warc.gz": zip_each(*PAGES[3:]),
}
NAMES = [f"https://a.example/{number}" for number in range(6)]
WHOLE = make_zip(FILES)


class Forward(BytesIO):
    """Where bytes can only be added, as a stream: sizes come after files then."""

    def seekable(self):
        return False

    def seek(self, *_):
        raise OSError

    def tell(self):
        raise OSError


def stream_zip(files, method=zipfile.ZIP_STORED):
    stream = Forward()
    with zipfile.ZipFile(stream, "w", method) as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return stream.getvalue()


def find_ends(archive):
    """After which byte each page is whole."""
    members = [zip_each(page) for page in PAGES]
    return [archive.index(member) + len(member) for member in members]


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(WHOLE) - 1))
def test_a_collection_that_is_cut_off_gives_the_pages_before_the_cut(tmp_path_factory, cut):
    finds, error = open_all(tmp_path_factory.mktemp("torn"), "a.wacz", WHOLE[:cut])
    assert error.reason == "damaged"
    whole = sum(end <= cut for end in find_ends(WHOLE))
    assert addresses(finds) in (NAMES[:whole], NAMES[: whole + 1])


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_a_bit_that_is_turned_costs_no_page_before_it(tmp_path_factory, at, bit):
    flipped = bytearray(WHOLE)
    flipped[at] ^= 1 << bit
    finds, _ = open_all(tmp_path_factory.mktemp("torn"), "a.wacz", bytes(flipped))
    whole = sum(end <= at for end in find_ends(WHOLE))
    assert addresses(finds)[:whole] == NAMES[:whole]
    assert set(addresses(finds)) <= {*NAMES, None}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("write", [make_zip, stream_zip])
def test_what_stands_before_the_cut_is_found_however_it_was_written(tmp_path, write, method):
    archive = write(FILES, method)
    finds, error = open_all(tmp_path, "a.wacz", archive[: archive.index(b"PK\x01\x02")])
    assert error.reason == "damaged"
    assert addresses(finds) == NAMES


def test_sizes_of_more_than_four_gigabytes_are_read(tmp_path):
    content = zip_each(PAGES[0])
    large = struct.pack("<HHQQ", 1, 16, len(content), len(content))
    head = struct.pack(
        "<4sHHHHHLLLHH", b"PK\x03\x04", 45, 0, 0, 0, 0, 0, 2**32 - 1, 2**32 - 1, 6, len(large)
    )
    archive = head + b"a.warc" + large + content + make_zip({"b.warc.gz": zip_each(PAGES[1])})[:-30]
    finds, _ = open_all(tmp_path, "a.wacz", archive)
    assert addresses(finds) == NAMES[:2]


def test_a_file_that_is_encrypted_or_packed_in_another_way_does_not_stop_the_next(tmp_path):
    secret, odd = bytearray(make_zip({"a.warc": PAGES[0]})), bytearray(make_zip({"b.warc": PAGES[1]}))
    secret[6] |= 1
    odd[8] = 97
    parts = [bytes(one[: one.index(b"PK\x01\x02")]) for one in (secret, odd)]
    finds, _ = open_all(tmp_path, "a.wacz", b"".join(parts) + make_zip({"c.warc": PAGES[2]})[:-30])
    assert told(finds) == ["damaged", "damaged", "text/html"]
