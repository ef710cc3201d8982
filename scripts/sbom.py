"""Write the parts list (SBOM, CycloneDX 1.5) of Helhed: what is locked, and what is vendored.

    python scripts/sbom.py [FILE]        (dist/helhed.cdx.json)

Ends with 1 when a locked part is missing from the list.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from scripts.vendor_assets import PACKAGES

ROOT = Path(__file__).resolve().parent.parent
EXPORT = ("export", "--frozen", "--quiet", "--format=cyclonedx1.5", "--all-extras", "--all-groups")
# Builds what is served, and is not served itself.
TOOLS = {"sass"}


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "helhed.cdx.json"
    parts = with_vendored(exported())
    missing = sorted(locked() - named(parts))
    if missing:
        sys.exit(f"The parts list lacks {len(missing)} of what is locked: {missing}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(parts, indent=1) + "\n")
    print(f"{target}: {len(parts['components'])} parts.")


def exported() -> dict[str, Any]:
    """What uv makes of uv.lock."""
    uv = Path(sys.executable).with_name("uv")
    done = subprocess.run(  # noqa: S603 (our own words)
        [uv, *EXPORT, "--preview-features=sbom-export"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    parts: dict[str, Any] = json.loads(done.stdout)
    return parts


def with_vendored(parts: dict[str, Any]) -> dict[str, Any]:
    """The same, and what scripts/vendor_assets.py has copied into the house."""
    vendored = [
        {
            "type": "library",
            "bom-ref": f"npm-{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{version}",
        }
        for name, version in PACKAGES.items()
        if name not in TOOLS
    ]
    return {**parts, "components": [*parts["components"], *vendored]}


def named(parts: dict[str, Any]) -> set[tuple[str, str]]:
    return {(part["name"], part["version"]) for part in parts["components"]}


def locked() -> set[tuple[str, str]]:
    """Name and version of every part of uv.lock but ourselves."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    return {(one["name"], one["version"]) for one in packages if "editable" not in one["source"]}


if __name__ == "__main__":
    main()
