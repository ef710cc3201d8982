"""The addresses of the room, one list per part."""

from helhed.strategy import (
    routes_indicators,
    routes_keys,
    routes_plans,
    routes_reading,
    routes_rounds,
)

app_name = "strategy"
urlpatterns = [
    *routes_plans.urlpatterns,
    *routes_indicators.urlpatterns,
    *routes_rounds.urlpatterns,
    *routes_reading.urlpatterns,
    *routes_keys.urlpatterns,
]
