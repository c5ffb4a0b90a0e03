#!/usr/bin/env python
"""Commands on the project for tests, such as `python manage.py makemigrations captrack_bridge`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "testproject.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
