"""Where no request may go, in whatever dress the address comes, and on whichever hop."""

from ipaddress import ip_address

import httpcore
import pytest
from hypothesis import given
from hypothesis import settings as limit
from hypothesis import strategies as st
from wires import OUTSIDE, Names, Wires, reply

from khabar.errors import InputError, UnreachableError
from khabar.pages.fetching.client import open_fetcher
from khabar.pages.fetching.connecting import Network
from khabar.pages.fetching.networks import SPECIAL, find_objection
from khabar.pages.fetching.targets import aim
from khabar.settings import Settings

NO_ROBOTS = reply(404)

# Written so that a request, if it were made, would reach this machine, its network or its cloud.
INSIDE = (
    "http://127.0.0.1/",
    "http://127.0.0.2/",
    "http://127.255.255.254/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://0.0.0.0/",
    "http://0.1.2.3/",
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://192.168.0.1/",
    "http://192.168.255.255/",
    "http://100.64.0.1/",
    "http://100.127.255.254/",
    "http://169.254.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.170.2/v2/credentials/",
    "http://100.100.100.200/latest/meta-data/",
    "http://168.63.129.16/machine",
    "http://192.0.0.192/opc/v2/instance/",
    "http://192.0.0.8/",
    "http://192.0.2.7/",
    "http://192.31.196.1/",
    "http://192.52.193.1/",
    "http://192.88.99.1/",
    "http://192.175.48.1/",
    "http://198.18.0.1/",
    "http://198.19.255.255/",
    "http://198.51.100.9/",
    "http://203.0.113.9/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    # decimal, hexadecimal, octal, short and mixed forms of IPv4
    "http://2130706433/",
    "http://3232235521/",
    "http://2852039166/",
    "http://0x7f000001/",
    "http://0x7F.0.0.1/",
    "http://0x7f.1/",
    "http://0xa9fea9fe/",
    "http://0xA9.0xFE.0xA9.0xFE/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0177.0.0x0.1/",
    "http://0300.0250.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://10.1/",
    "http://0/",
    "http://00000000177.0.0.1/",
    "http://127.0.0.1./",
    "http://2130706433./",
    "http://127.0.0.01/",
    "http://4294967296/",
    "http://127.0.0.1.0x0/",
    "http://%31%32%37.0.0.1/",
    "http://127%2e0%2e0%2e1/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.0.0.1/",
    # IPv6
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[0:0:0:0:0:ffff:10.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::10.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a9fe:a9fe::1]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[2001:10::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://[fd20:ce::254]/",
    "http://[fd12:3456:789a::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fe80::1%lo]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[5f00::1]/",
    "http://[100::1]/",
    "http://[2a00:1450::5efe:10.0.0.1]/",
    "http://[2a00:1450::200:5efe:7f00:1]/",
    "http://[::1",
    "http://[127.0.0.1]/",
    # names of users, and other ways to say two hosts at once
    "http://public.example@127.0.0.1/",
    "http://public.example:80@127.0.0.1/",
    "http://127.0.0.1@public.example/",
    "http://user:secret@public.example/",
    "http://@public.example/",
    "http://public.example%40127.0.0.1/",
    "http://public.example\\@127.0.0.1/",
    "http://127.0.0.1\\.public.example/",
    "http://public.example#@127.0.0.1:22/\\",
    "http://public.example /",
    "http://public.example\t/",
    "http://public.example\r\nHost: 127.0.0.1/",
    "http://public.example\x00.127.0.0.1/",
    "http:///127.0.0.1/",
    "http://",
    "http:127.0.0.1/",
    "//127.0.0.1/",
    # ports of other services
    "http://public.example:22/",
    "http://public.example:25/",
    "http://public.example:6379/",
    "https://public.example:8443/",
    "http://public.example:0/",
    "http://public.example:65536/",
    "http://public.example:-1/",
    "http://public.example:80:22/",
    # other schemes
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "ftp://public.example/",
    "gopher://127.0.0.1:6379/_x",
    "javascript:alert(1)",
    "data:text/html,x",
    "unix:///run/docker.sock",
    "ws://public.example/",
    "jar:http://public.example/!/",
    "ldap://127.0.0.1/",
    "dict://127.0.0.1:11211/",
)
OUTSIDE_ALL = (
    "http://public.example/",
    "https://public.example/a?b=c%20d#e",
    "HTTPS://PUBLIC.example/",
    "http://public.example:80/",
    "http://public.example.:443/",
    "http://93.184.216.34/",
    "http://[2a00:1450:4001:80b::200e]/",
    "http://[64:ff9b::93.184.216.34]/",
    "http://[::ffff:93.184.216.34]/",
    "https://bücher.example/",
    "https://xn--bcher-kva.example/",
    "https://under_score.example/",
    "https://public.example/http://127.0.0.1/",
    "https://public.example/?next=http://user@127.0.0.1/",
    "https://1.example/",
    "https://127.0.0.1.example/",
    "https://lоcalhost/",  # with a Cyrillic o: another name
)


def ask(address, wires, settings=None, names=None):
    settings = settings or Settings(site_seconds=0.0)
    fetcher = open_fetcher(
        settings, "0", network=Network(resolve=names or Names(), plain=wires), sleep=lambda _: None
    )
    with fetcher:
        return fetcher.get(address)


def test_there_are_enough_ways_in():
    assert len(set(INSIDE)) >= 80


@pytest.mark.parametrize("address", INSIDE)
def test_no_connection_is_opened_to_what_is_inside(address):
    wires = Wires()
    with pytest.raises(InputError, match="forbidden_address"):
        ask(address, wires)
    assert wires.opened == []


@pytest.mark.parametrize("address", INSIDE)
def test_no_redirect_leads_inside(address):
    """Servers do send stray characters in redirects; they may change the page, never the host."""
    location = address.encode("utf-8", "replace").replace(b"\r\n", b"").replace(b"\x00", b"")
    first = b"HTTP/1.1 302 x\r\nContent-Length: 0\r\nConnection: close\r\n"
    first += b"Location: " + location + b"\r\n\r\n"
    wires = Wires(NO_ROBOTS, first)
    with pytest.raises(InputError) as caught:
        ask("https://public.example/a", wires)
    assert {host for host, _ in wires.opened} == {OUTSIDE}
    assert all(port in {80, 443} for _, port in wires.opened)
    assert caught.value.reason in {"forbidden_address", "unreachable", "bad_answer"}


@pytest.mark.parametrize("address", OUTSIDE_ALL)
def test_what_is_outside_is_asked(address):
    wires = Wires()
    with pytest.raises(UnreachableError, match="unreachable"):
        ask(address, wires)
    assert wires.opened


@pytest.mark.parametrize("special", SPECIAL, ids=lambda special: str(special.network))
def test_a_name_that_means_a_special_number_is_not_asked(special):
    number = str(special.network.network_address)
    wires, names = Wires(), Names(public_example=[[OUTSIDE, number]])
    with pytest.raises(InputError, match="forbidden_address"):
        ask("https://public.example/", wires, names=names)
    assert wires.opened == []


def test_a_name_that_means_another_number_a_moment_later_is_not_asked_there():
    names = Names(rebind_example=[[OUTSIDE], ["127.0.0.1"]])
    wires = Wires(NO_ROBOTS, reply(200, b"<p>Rain.</p>"))
    with pytest.raises(InputError, match="forbidden_address"):
        ask("http://rebind.example/", wires, names=names)
    assert wires.opened == [(OUTSIDE, 80)]
    assert names.asked == ["rebind.example"] * 2


def test_one_look_up_serves_one_connection_and_its_number_is_the_one_connected_to():
    numbers = [["93.184.216.1"], ["93.184.216.2"], ["127.0.0.1"]]
    wires, names = Wires(NO_ROBOTS, reply(200, b"<p>Rain.</p>")), Names(rebind_example=numbers)
    assert ask("http://rebind.example/", wires, names=names).page
    assert wires.opened == [("93.184.216.1", 80), ("93.184.216.2", 80)]
    assert names.asked == ["rebind.example"] * 2


def test_a_redirect_to_a_name_that_means_something_inside_is_not_followed():
    names = Names(inner_example=[["10.0.0.7"]])
    wires = Wires(NO_ROBOTS, reply(302, Location="http://inner.example/"))
    with pytest.raises(InputError, match=r"10\.0\.0\.7 \(private\)"):
        ask("https://public.example/", wires, names=names)
    assert {host for host, _ in wires.opened} == {OUTSIDE}


def test_a_robots_txt_that_leads_inside_is_not_followed():
    wires = Wires(reply(302, Location="http://169.254.169.254/latest/"))
    with pytest.raises(InputError, match="forbidden_address"):
        ask("https://public.example/", wires)
    assert wires.opened == [(OUTSIDE, 443)]


def test_a_proxy_of_the_environment_is_not_used(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    wires = Wires(NO_ROBOTS, reply(200, b"<p>Rain.</p>"))
    ask("http://public.example/", wires)
    assert {host for host, _ in wires.opened} == {OUTSIDE}


def test_other_numbers_of_a_host_are_tried_where_one_is_silent():
    names = Names(public_example=[["93.184.216.1", "2a00:1450::1", "93.184.216.2"]])
    wires = Wires()
    with pytest.raises(UnreachableError):
        ask("http://public.example/", wires, names=names)
    assert [host for host, _ in wires.opened[:3]] == ["93.184.216.1", "2a00:1450::1", "93.184.216.2"]


@pytest.mark.parametrize(
    ("number", "is_asked"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("[fd12::1]", True),
        ("[::1]", True),
        ("169.254.169.254", False),
        ("[fd00:ec2::254]", False),
        ("100.100.100.200", False),
        ("[fe80::1]", False),
        ("224.0.0.1", False),
        ("0.0.0.1", False),
        ("2130706433", False),
    ],
)
def test_an_intranet_may_be_asked_if_the_user_says_so_and_its_cloud_may_not(number, is_asked):
    wires, settings = Wires(), Settings(allow_private=True, site_seconds=0.0)
    with pytest.raises(InputError) as caught:
        ask(f"http://{number}:8080/", wires, settings)
    assert bool(wires.opened) == is_asked
    assert (caught.value.reason == "unreachable") == is_asked


@limit(max_examples=40)
@given(
    text=st.text(max_size=80), head=st.sampled_from(["http://", "https://a.example", "", "http://a@"])
)
def test_any_text_is_an_address_or_is_refused(text, head):
    for address in (head + text, f"http://a.example/{text}"):
        try:
            target = aim(address, Settings())
        except InputError as error:
            assert error.reason == "forbidden_address"  # noqa: PT017  # both are right
        else:
            assert target.address.isascii()
            assert aim(target.address, Settings()).address == target.address


def test_a_name_of_broken_bytes_is_refused():
    for address in ("http://a.example/\udcff", "http://\udcff.example/"):
        with pytest.raises(InputError, match="forbidden_address"):
            aim(address, Settings())


def test_further_ports_may_be_asked_if_the_user_says_so():
    settings = Settings(ports=(80, 443, 8443))
    assert aim("https://public.example:8443/", settings).port == 8443


def test_numbers_of_the_whole_internet_are_asked():
    for number in ("8.8.8.8", "1.1.1.1", "2606:4700::1", "172.15.0.1", "172.32.0.1", "100.128.0.1"):
        assert find_objection(ip_address(number), allow_private=False) is None


def test_the_certificate_is_asked_for_the_name_and_not_for_the_number():
    seen = []

    class Stream(httpcore.MockStream):
        def start_tls(self, ssl_context, server_hostname=None, *_):
            seen.append((server_hostname, ssl_context.check_hostname, ssl_context.verify_mode.name))
            return self

    class Tls(Wires):
        def connect_tcp(self, host, port, *_args, **_kwargs):
            self.opened.append((host, port))
            return Stream([NO_ROBOTS])

    ask("https://public.example/", Tls())
    assert seen[0] == ("public.example", True, "CERT_REQUIRED")
