"""Makes mx know Maven modules as distributions; all else of the suite is in suite.py."""

import mx
from mx import MavenProject  # noqa: F401 the class that suite.py names

_suite = mx.suite("conf")
