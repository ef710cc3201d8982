"""A page as it is looked at: at every width, settled, by axe."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.axe import axe_violations

TOUR = Path(__file__).parents[2] / "docs" / "tour"
WIDTHS = {"360": (360, 780), "768": (768, 1024), "1440": (1440, 900)}


def settled(page: Page) -> None:
    """Wait until all of the page is there, and nothing it asked for is under way.

    Not "networkidle": that waits half a second more on each page.
    """
    page.wait_for_load_state("load")
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


def resize(page: Page, width: int, height: int) -> None:
    """Give the page that size in pixels, and wait until it is drawn."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(
        "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )


def too_wide(page: Page) -> int:
    """How many pixels stick out at the side; nought or less when none do."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def see(page: Page, name: str, *widths: str) -> None:
    """The page holds at every width: nothing sticks out, axe finds nothing; and its picture.

    What is wrong is added to `page.problems`, and what a script threw since: `page.faults`.
    """
    settled(page)
    for width in widths or tuple(WIDTHS):
        resize(page, *WIDTHS[width])
        if (pixels := too_wide(page)) > 0:
            page.problems.append(f"{name} at {width}: {pixels} px too wide")
        if os.environ.get("HELHED_TOUR"):
            TOUR.mkdir(exist_ok=True)
            page.screenshot(path=TOUR / f"{name}-{width}.png", full_page=True)
    page.problems += [f"{name}: {breach}" for breach in axe_violations(page)]
    page.problems += [f"{name}: {fault}" for fault in page.faults]
