from datetime import date, datetime

from django.utils import timezone

TODAY = date(2026, 3, 10)
NOW = timezone.make_aware(datetime(2026, 3, 10, 10, 0))
