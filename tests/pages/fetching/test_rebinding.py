"""A resolver that changes its mind, on a network of its own: the machine inside is never asked."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNSHARE = ["unshare", "--map-root-user", "--mount", "--net"]


def can_unshare():
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_unshare(), reason="no network of its own may be made here")
def test_a_name_that_changes_its_meaning_never_leads_inside(tmp_path):
    script = Path(__file__).with_name("rebinding_net.py")
    command = [*UNSHARE, sys.executable, script, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told["count"]) == {"93.184.216.34"}
    assert set(told["reasons"]) == {"200", "forbidden_address"}
    # one look-up for robots.txt and one for each page: a name that holds for five gives all three
    assert told["reasons"][-3:] == ["200", "200", "200"]
    assert max(told["asked"].values()) <= 6
