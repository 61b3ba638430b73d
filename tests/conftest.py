"""Makes `strategies` and `sample` importable from every folder of tests, and settles hypothesis."""

import os
import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# The first example of a test loads models and tables: a deadline would time the loading. CI looks at the
# same examples every time; new ones are sought where somebody is there to see them.
settings.register_profile("khabar", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("khabar")
