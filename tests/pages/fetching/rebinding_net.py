"""A small internet in a network namespace, in which names change their meaning between two look-ups.

Run by `test_rebinding.py` inside `unshare --map-root-user --mount --net`; says in JSON which machine was
asked how often. The machine OUTSIDE is public; the one at 127.0.0.1 holds a secret.
"""

import fcntl
import json
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

from khabar.errors import InputError
from khabar.pages.fetching.client import open_fetcher
from khabar.settings import Settings

OUTSIDE, INSIDE = "93.184.216.34", "127.0.0.1"
_SET_FLAGS, _SET_ADDRESS, _UP = 0x8914, 0x8916, 0x1 | 0x40


def build_network(folder):
    """This machine under both numbers, and its own resolver."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        fcntl.ioctl(line, _SET_FLAGS, struct.pack("16sH14s", b"lo", _UP, b""))
        number = socket.inet_aton(OUTSIDE)
        fcntl.ioctl(line, _SET_ADDRESS, struct.pack("16sHH4s8s", b"lo:1", 2, 0, number, b""))
    for name, text in (("resolv.conf", "nameserver 127.0.0.1\n"), ("nsswitch.conf", "hosts: dns\n")):
        (folder / name).write_text(text)
        subprocess.run(["mount", "--bind", folder / name, f"/etc/{name}"], check=True)


def serve_names():
    """The name `N.example` means OUTSIDE for its first N look-ups, and INSIDE from then on."""
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind((INSIDE, 53))
    asked = {}

    def answer_all():
        while True:
            query, who = line.recvfrom(512)
            end = query.index(b"\0", 12) + 5
            name, kind = query[13 : 13 + query[12]].decode(), query[end - 3]
            records = b""
            if kind == 1:
                asked[name] = asked.get(name, 0) + 1
                number = OUTSIDE if asked[name] <= int(name) else INSIDE
                records = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(number)
            head = query[:2] + b"\x81\x80\0\1" + struct.pack(">H", bool(records)) + b"\0\0\0\0"
            line.sendto(head + query[12:end] + records, who)

    threading.Thread(target=answer_all, daemon=True).start()
    return asked


def serve_pages(number, count):
    server = socket.create_server((number, 80), backlog=50)

    def answer_all():
        while True:
            line, _ = server.accept()
            count[number] = count.get(number, 0) + 1
            line.recv(4096)
            line.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nRain")
            line.close()

    threading.Thread(target=answer_all, daemon=True).start()


def main(folder):
    build_network(Path(folder))
    asked, count, reasons = serve_names(), {}, []
    serve_pages(OUTSIDE, count)
    serve_pages(INSIDE, count)
    with open_fetcher(Settings(site_seconds=0.0), "0", sleep=lambda _: None) as fetcher:
        for name in range(6):
            for _ in range(3):
                try:
                    reasons.append(str(fetcher.get(f"http://{name}.example/").status))
                except InputError as error:
                    reasons.append(error.reason)
    json.dump({"asked": asked, "count": count, "reasons": reasons}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
