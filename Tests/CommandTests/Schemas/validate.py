"""Validates what commands printed against the JSON Schemas that the program has for it. An object may have no key that its
schema does not name, although readers of later programs must expect some.

Usage: python validate.py SCHEMAS PRINTED

SCHEMAS is a folder of NAME.schema.json. PRINTED has lines of JSON: {"schema": NAME, "command": …, "text": …}. Prints what
is wrong; then the exit code is 1.
"""

import json
import sys
from pathlib import Path

import jsonschema


def closed(schema):
    """The schema with objects that have only the keys it names."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    # What stands below `properties` are names of keys.
    result = {
        name: {key: closed(value) for key, value in part.items()} if name in ("properties", "$defs") else closed(part)
        for name, part in schema.items()
    }
    if "properties" in result:
        result.setdefault("additionalProperties", False)
    return result


def only_document(text):
    """The one document of a text, in which no key is repeated."""

    def unique(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), f"repeated keys: {keys}"
        return dict(pairs)

    return json.loads(text, object_pairs_hook=unique)


validators = {}
for path in Path(sys.argv[1]).glob("*.schema.json"):
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validators[path.name.removesuffix(".schema.json")] = jsonschema.Draft202012Validator(closed(schema))

wrong = 0
for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
    printed = json.loads(line)
    try:
        document = only_document(printed["text"])
    except (ValueError, AssertionError) as error:
        problems = [f"{error}: {printed['text'][:300]}"]
    else:
        problems = [
            f"{error.json_path}: {error.message[:300]}"
            for error in validators[printed["schema"]].iter_errors(document)
        ]
    for problem in problems[:5]:
        print(f"{printed['command']}: {printed['schema']}: {problem}")
    wrong += len(problems)
sys.exit(1 if wrong else 0)
