"""What axe finds on a page: `assert axe_violations(page) == []`."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def axe_violations(page: Page, *, inside: str = "body") -> list[str]:
    """One line per breach of WCAG 2.1 A/AA: the rule, what it says, and where.

    Evaluated, not added as a script: our pages allow no script but their own files.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "([inside, rules]) => axe.run(inside, {runOnly: {type: 'tag', values: rules}})",
        [inside, RULES],
    )
    return [
        f"{breach['id']}: {breach['help']} at {node['target']}: {node['failureSummary']}"
        for breach in found["violations"]
        for node in breach["nodes"]
    ]
