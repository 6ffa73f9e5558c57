"""What all tests share."""

import os

from hypothesis import settings

# A busy machine is not a failure; and what chance finds is for whoever looks, not for the next one's change.
settings.register_profile("onrecord", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("onrecord")
