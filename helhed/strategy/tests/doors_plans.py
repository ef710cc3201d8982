from helhed.strategy.tests.doors import Door

DOORS: dict[str, Door] = {
    "desk": Door(),
}
