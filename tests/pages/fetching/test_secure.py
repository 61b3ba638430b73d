"""HTTPS: certificates are checked against the name, and HTTP/2 is spoken where the site can."""

import shutil
import socket
import ssl
import subprocess
import threading
from ipaddress import ip_address

import h2.config
import h2.connection
import h2.events
import pytest

from khabar.errors import UnreachableError
from khabar.pages.fetching.client import HttpFetcher, Manners
from khabar.pages.fetching.connecting import Clock, GuardedBackend, Network
from khabar.pages.fetching.pacing import Pace
from khabar.pages.fetching.transport import GuardedTransport
from khabar.settings import Settings

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
SETTINGS = Settings(allow_private=True, site_seconds=0.0, request_seconds=5.0)
HERE = Network(resolve=lambda *_: (ip_address("127.0.0.1"),))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    command += " -subj /CN=secure.example -addext subjectAltName=DNS:secure.example"
    command += f" -keyout {folder}/key.pem -out {folder}/cert.pem"
    subprocess.run(command.split(), check=True, capture_output=True)
    return folder


@pytest.fixture
def port(certificate):
    """A site that speaks HTTP/2 and says the path that it was asked for."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    context.set_alpn_protocols(["h2"])
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, args=(server, context), daemon=True).start()
        yield server.getsockname()[1]


def accept(server, context):
    while True:
        try:
            plain, _ = server.accept()
        except OSError:
            return
        try:
            with context.wrap_socket(plain, server_side=True) as line:
                speak(line)
        except OSError:
            continue


def speak(line):
    talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    talk.initiate_connection()
    line.sendall(talk.data_to_send())
    while data := line.recv(65_536):
        for event in talk.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                path = dict(event.headers)[b":path"]
                found = path != b"/robots.txt"
                fields = [(":status", "200" if found else "404"), ("content-type", "text/html")]
                talk.send_headers(event.stream_id, fields)
                talk.send_data(event.stream_id, b"<p>" + path if found else b"", end_stream=True)
        line.sendall(talk.data_to_send())


def open_secure(certificate=None):
    context = ssl.create_default_context(cafile=certificate / "cert.pem") if certificate else None
    clock = Clock()
    transport = GuardedTransport(GuardedBackend(clock, HERE, allow_private=True), context)
    return HttpFetcher(SETTINGS, "0", Manners(pace=Pace(0.0)), clock, transport)


def test_http_2_is_spoken_where_the_site_can(certificate, port):
    with open_secure(certificate) as fetcher:
        answer = fetcher.get(f"https://secure.example:{port}/a?b=c")
    assert answer.page.content == b"<p>/a?b=c"
    assert (answer.retrieval.protocol, answer.retrieval.remote) == ("HTTP/2", "127.0.0.1")


def test_a_certificate_that_nobody_vouches_for_is_refused(port):
    with open_secure() as fetcher, pytest.raises(UnreachableError, match=r"(?i)certificate"):
        fetcher.get(f"https://secure.example:{port}/a")


def test_the_certificate_of_another_name_is_refused(certificate, port):
    with open_secure(certificate) as fetcher, pytest.raises(UnreachableError, match=r"(?i)mismatch"):
        fetcher.get(f"https://other.example:{port}/a")
