"""Fetch DKFDS, icons, fonts and htmx from npm and build what `helhed/design` serves.

Needs Node with npm, and only here: the result is committed, so neither installing nor running
Helhed needs them. Run it after changing a version, the list of
icons (vendor_assets.icons) or the parts of DKFDS we use (vendor_assets.scss):

    python scripts/vendor_assets.py
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGES = {
    "dkfds": "11.2.0",
    "sass": "1.108.2",
    "htmx.org": "2.0.11",
    "@material-symbols/svg-400": "0.48.2",
    "axe-core": "4.14.1",
}
HERE = Path(__file__).parent
ROOT = HERE.parent
TARGET = ROOT / "helhed" / "design" / "static" / "design"
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
# As IBM cut them. Danish and its neighbours are in the first; browsers fetch the others only for
# pages that show their letters (the unicode-range in fonts.css).
PARTS = ("Latin1", "Latin2", "Latin3", "Pi")
HEADER = "/* Built by scripts/vendor_assets.py. Do not edit. */\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        wanted = [f"{package}@{version}" for package, version in PACKAGES.items()]
        run("npm", "init", "-y", cwd=work)
        run("npm", "install", "--no-audit", "--no-fund", *wanted, cwd=work)
        modules = work / "node_modules"
        build_css(work, modules)
        copy_fonts(modules / "dkfds/dist/fonts/IBMPlexSans/split/woff2")
        build_sprite(modules)
        shutil.copy(modules / "htmx.org/dist/htmx.min.js", TARGET / "htmx.min.js")
        shutil.copy(modules / "axe-core/axe.min.js", ROOT / "tests/vendor/axe.min.js")


def run(*command: str | Path, cwd: Path | None = None) -> None:
    words = [str(part) for part in command]
    subprocess.run(words, cwd=cwd, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def build_css(work: Path, modules: Path) -> None:
    """Compile our selection of DKFDS and copy the few pictures that it points to."""
    styles = modules / "dkfds/src/stylesheets"
    target = TARGET / "dkfds.css"
    options = ["--style=compressed", "--no-source-map", "--quiet", f"--load-path={styles}"]
    source = HERE / "vendor_assets.scss"
    run("npx", "sass", *options, source, target, cwd=work)
    css = target.read_text()
    target.write_text(HEADER + css)
    pictures = TARGET / "img"
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    for name in set(re.findall(r"img/([a-z0-9-]+\.svg)", css)):
        shutil.copy(modules / "dkfds/dist/img/svg-icons" / name, pictures / name)


def copy_fonts(source: Path) -> None:
    """Take IBM Plex Sans in the weights that we show, unchanged: its licence keeps the name."""
    fonts = TARGET / "fonts"
    shutil.rmtree(fonts, ignore_errors=True)
    fonts.mkdir(parents=True)
    for weight in WEIGHTS:
        for part in PARTS:
            shutil.copy(source / f"IBMPlexSans-{weight}-{part}.woff2", fonts)


def build_sprite(modules: Path) -> None:
    """Gather our own marks and the listed icons as symbols of one file."""
    own = (HERE / "vendor_assets.own.svg").read_text().splitlines()[1:-1]
    symbols = [*own, *(symbol(modules, line) for line in listed_icons())]
    sprite = "\n".join(["<svg xmlns='http://www.w3.org/2000/svg'>", *symbols, "</svg>\n"])
    (TARGET / "icons.svg").write_text(sprite.replace("'", '"'))


def listed_icons() -> list[str]:
    lines = (HERE / "vendor_assets.icons").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def symbol(modules: Path, line: str) -> str:
    name, _, source = (part.strip() for part in line.partition("="))
    source = source or name
    dkfds = modules / f"dkfds/src/img/svg-icons/{source}.svg"
    material = modules / f"@material-symbols/svg-400/outlined/{source.replace('-', '_')}.svg"
    svg = (dkfds if dkfds.exists() else material).read_text()
    box = re.search(r'viewBox="([^"]+)"', svg)
    body = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if box is None or body is None:
        raise ValueError(f"{source}: not the kind of drawing we know.")
    return f'<symbol id="{name}" viewBox="{box[1]}">{body[1].strip()}</symbol>'


if __name__ == "__main__":
    main()
