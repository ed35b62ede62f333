"""Holds every TOML file of the samples and the templates against the schema of its kind, by a validator of its own.

    schemas.py PAPERS

PAPERS is the program. A file that the program takes has to be valid; the same file with a key that nobody knows must not be.
"""

import datetime as dt
import json
import pathlib
import subprocess
import sys
import tomllib

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Kinds whose files have no schema, since no one writes them.
UNWRITTEN = {"bank-holidays"}


def plain(value):
    """The value as JSON has it: days and times become words."""
    match value:
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list():
            return [plain(one) for one in value]
        case dt.date() | dt.time() | dt.datetime():
            return value.isoformat()
        case _:
            return value


def main():
    """Validates every file, and says how many there were."""
    papers = pathlib.Path(sys.argv[1]).resolve()
    schemas, faults, count = {}, [], 0
    files = [path for folder in ("data", "templates") for path in sorted((ROOT / folder).rglob("*.toml"))]
    for path in files:
        data = tomllib.loads(path.read_text())
        kind = data.get("kind")
        if kind is None or kind in UNWRITTEN:
            continue
        council = next((up for up in path.parents if (up / "council.toml").exists()), None)
        key = (kind, council)
        if key not in schemas:
            run = subprocess.run([papers, "schema", kind], cwd=council or "/", capture_output=True, check=True)
            schemas[key] = json.loads(run.stdout)
            jsonschema.Draft7Validator.check_schema(schemas[key])
        validator = jsonschema.Draft7Validator(schemas[key])
        shown = path.relative_to(ROOT)
        for error in validator.iter_errors(plain(data)):
            faults.append(f"{shown}: {'/'.join(map(str, error.path))}: {error.message}")
        if validator.is_valid(plain(data) | {"nobody-knows-this": 1}):
            faults.append(f"{shown}: a key that nobody knows is valid")
        count += 1
    print("\n".join(faults) or f"{count} files are valid by {len(schemas)} schemas")
    return bool(faults) or count == 0


if __name__ == "__main__":
    sys.exit(main())
