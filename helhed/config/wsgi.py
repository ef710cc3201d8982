"""What the web server calls."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helhed.config.settings.dev")

application = get_wsgi_application()
# Every page is taken in before anybody asks for one.
import_module(settings.ROOT_URLCONF)
# What the program is made of is no garbage. Looked through again and again for some, it would make
# every few pages wait a quarter of a second.
gc.collect()
gc.freeze()
