#!/usr/bin/env python
"""Django's command line, pointed at the portal."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aoportal.settings")
    from django.core.management import execute_from_command_line

    from core.room import roomy

    roomy(execute_from_command_line)(sys.argv)
