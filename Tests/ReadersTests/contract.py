"""Validates a tenant's tree: the manifest, its parts and the feed against their JSON Schemas and each other, the
data packages with frictionless, and each gzip file as a single member without a name or a time. The schemas must also
reject invalid documents.

Usage: python contract.py TREE
"""

import copy
import hashlib
import json
import sys
import zlib
from pathlib import Path

import frictionless
import jsonschema

tree = Path(sys.argv[1])


def read(path):
    return json.loads((tree / path).read_text(encoding="utf-8"))


def validator(path, document):
    """A validator of the schema that the document in the path names."""
    schema = json.loads((tree / path).parent.joinpath(document["$schema"]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


manifest = read("manifest.json")
of_manifest = validator("manifest.json", manifest)
of_manifest.validate(manifest)
parts = {part["path"]: read(part["path"]) for part in manifest["parts"]}
for path, part in parts.items():
    validator(path, part).validate(part)
changes = [json.loads(line) for file in manifest["changes"] for line in (tree / file["path"]).read_text().splitlines()]
of_change = validator("changes/any", {"$schema": "../schema/change-v2.schema.json"})
for change in changes:
    of_change.validate(change)

# Sizes and hashes, and the numbers of publications.
for file in manifest["parts"] + manifest["changes"]:
    data = (tree / file["path"]).read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"]), file["path"]
assert max(part["sequence"] for part in manifest["parts"]) <= manifest["sequence"]
assert [change["sequence"] for change in changes] == sorted(change["sequence"] for change in changes)
assert changes[-1]["sequence"] == manifest["changes"][-1]["last_sequence"] <= manifest["sequence"]
current = [entry for part in parts.values() for entry in part["occurrences"]]
last = {(change["schedule"], change["period"]["label"]): change for change in changes}
for entry in current:
    change = last[entry["schedule"], entry["period"]["label"]]
    assert change["revision"] == entry["revision"] and change["snapshot_at"] == entry["snapshot_at"], entry["period"]
    files = [file["sha256"] for report in entry["reports"] for file in report["files"]]
    assert files == [file["sha256"] for report in change["reports"] for file in report["files"]], entry["period"]


def wrong(change, path=next(iter(parts))):
    """Whether the schema rejects a part after a change to its first entry."""
    changed = copy.deepcopy(parts[path])
    entry = changed["occurrences"][0]
    change(changed, entry, entry["reports"][0]["files"][0])
    return not validator(path, changed).is_valid(changed)


def wrong_manifest(change):
    changed = copy.deepcopy(manifest)
    change(changed)
    return not of_manifest.is_valid(changed)


def wrong_change(change):
    changed = copy.deepcopy(changes[0])
    change(changed)
    return not of_change.is_valid(changed)


assert wrong(lambda all, entry, file: file.pop("sha256"))
assert wrong(lambda all, entry, file: file.update(sha256=file["sha256"][1:]))
assert wrong(lambda all, entry, file: file.update(path="../" + file["path"]))
assert wrong(lambda all, entry, file: file.update(rows=-1))
assert wrong(lambda all, entry, file: file.update(format="xlsx"))
assert wrong(lambda all, entry, file: file.update(control_totals={"total_amount": 1.5}))
assert wrong(lambda all, entry, file: entry.update(revision=0))
assert wrong(lambda all, entry, file: entry.update(supersedes=1))
assert wrong(lambda all, entry, file: entry["period"].pop("end"))
assert wrong(lambda all, entry, file: entry.update(snapshot_at="yesterday"))
assert wrong(lambda all, entry, file: entry["reports"][0].pop("complete"))
assert wrong(lambda all, entry, file: entry.pop("fence"))
assert wrong(lambda all, entry, file: all.pop("history"))
assert not wrong(lambda all, entry, file: file.update(something_new=1))
assert wrong_manifest(lambda all: all.update(occurrences=[]))
assert wrong_manifest(lambda all: all.update(sequence=-1))
assert wrong_manifest(lambda all: all.pop("published_at"))
assert wrong_manifest(lambda all: all["parts"][0].pop("sha256"))
assert not wrong_manifest(lambda all: all.update(something_new=1))
assert wrong_change(lambda all: all.update(action="delete"))
assert wrong_change(lambda all: all.update(supersedes=1))
assert wrong_change(lambda all: all.update(reports=[]))

listed = [file for entry in current for report in entry["reports"] for file in report["files"] if file["format"] == "csv"]
tasks = []
for package in sorted(tree.glob("datapackage*.json")):
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:5]
    assert all(resource["complete"] is True for resource in read(package.name)["resources"])
    tasks += report.tasks
assert len(tasks) == len(listed)
assert sum(task.stats.get("rows", 0) for task in tasks) == sum(file["rows"] for file in listed)

for path in tree.glob("schema/*.table.json"):
    table = json.loads(path.read_text(encoding="utf-8"))
    # No key, because none of the columns is the schedule.
    assert "primaryKey" not in table, path
    for field in table["fields"]:
        is_number = field["type"] in ("integer", "number")
        assert is_number == isinstance(field.get("addsUpOver"), list), (path, field)
        if field["type"] == "number":
            whole, fraction = field["constraints"]["maximum"].split(".")
            assert (len(whole) + len(fraction), len(fraction)) == (field["precision"], field["scale"]), (path, field)

for path in tree.rglob("*.gz"):
    data = path.read_bytes()
    assert data[:8] == b"\x1f\x8b\x08\0\0\0\0\0", path
    member = zlib.decompressobj(31)
    member.decompress(data)
    assert member.eof and not member.unused_data, path
