"""The portal's settings with one more address: the bare page that all others are measured by."""

import aoportal.settings as portal

globals().update({name: getattr(portal, name) for name in dir(portal) if name.isupper()})
ROOT_URLCONF = "bench.urls"
READS_AN_HOUR = 1_000_000  # a measurement opens more pages than a person does
