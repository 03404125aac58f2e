"""Validates a tenant's tree: the manifest against its JSON Schema, the data package with frictionless, and each
gzip file as a single member without a name or a time. The schema must also reject invalid manifests.

Usage: python contract.py TREE
"""

import copy
import json
import sys
import zlib
from pathlib import Path

import frictionless
import jsonschema

tree = Path(sys.argv[1])
manifest = json.loads((tree / "manifest.json").read_text(encoding="utf-8"))
schema = json.loads((tree / manifest["$schema"]).read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
validator.validate(manifest)


def wrong(change):
    """Whether the schema rejects the manifest after a change to its first occurrence."""
    changed = copy.deepcopy(manifest)
    change(changed, changed["occurrences"][0], changed["occurrences"][0]["reports"][0]["files"][0])
    return not validator.is_valid(changed)


assert wrong(lambda all, occurrence, file: file.pop("sha256"))
assert wrong(lambda all, occurrence, file: file.update(sha256=file["sha256"][1:]))
assert wrong(lambda all, occurrence, file: file.update(path="../" + file["path"]))
assert wrong(lambda all, occurrence, file: file.update(rows=-1))
assert wrong(lambda all, occurrence, file: file.update(format="xlsx"))
assert wrong(lambda all, occurrence, file: file.update(control_totals={"total_amount": 1.5}))
assert wrong(lambda all, occurrence, file: occurrence.update(revision=0))
assert wrong(lambda all, occurrence, file: occurrence.update(supersedes=1))
assert wrong(lambda all, occurrence, file: occurrence["period"].pop("end"))
assert wrong(lambda all, occurrence, file: occurrence.update(snapshot_at="yesterday"))
assert wrong(lambda all, occurrence, file: all.pop("history"))
assert not wrong(lambda all, occurrence, file: file.update(something_new=1))

report = frictionless.validate(str(tree / "datapackage.json"))
assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:5]
listed = [file for occurrence in manifest["occurrences"] for entry in occurrence["reports"] for file in entry["files"]]
assert len(report.tasks) == sum(file["format"] == "csv" for file in listed)
assert sum(task.stats.get("rows", 0) for task in report.tasks) == sum(file["rows"] for file in listed if file["format"] == "csv")

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
