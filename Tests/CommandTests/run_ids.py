"""Derives the id of every run in a tree from what the files say about it, as exports/README.md describes, and compares it
with the id that the files have. Prints the numbers of succeeded and failed runs.

Usage: python run_ids.py TREE
"""

import csv
import gzip
import hashlib
import json
import sys
import uuid
from pathlib import Path

tree = Path(sys.argv[1])
manifest = json.loads((tree / "manifest.json").read_text(encoding="utf-8"))
DIMENSIONS = {
    "pipeline_overview": [],
    "pipeline_stage_funnel": ["pipeline_id"],
    "pipeline_coverage": ["principal_type", "principal_id", "pipeline_id"],
    "rep_performance": ["principal_type", "principal_id"],
}


def run_id(entry, report, row):
    parameters = json.dumps(report["parameters"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    lines = [manifest["tenant"]["id"], report["report"], str(entry["revision"]), parameters]
    lines += [f"{name}={row[name]}" for name in DIMENSIONS[report["report"]]]
    key = hashlib.sha256("\n".join(lines).encode()).digest()
    if row["status"] == "FAILED":
        key = hashlib.sha256(key + entry["fence"].to_bytes(8, "big")).digest()
    return str(uuid.UUID(bytes=bytes([*key[:6], key[6] & 15 | 128, key[7], key[8] & 63 | 128, *key[9:16]])))


counts = {"SUCCEEDED": 0, "FAILED": 0}
for listed in manifest["parts"]:
    part = json.loads((tree / listed["path"]).read_text(encoding="utf-8"))
    for entry in part["occurrences"] + part["history"]:
        reports = {report["report"]: report for report in entry["reports"]}
        for file in reports["report_run"]["files"]:
            if file["format"] != "csv":
                continue
            with gzip.open(tree / file["path"], "rt", encoding="utf-8", newline="") as rows:
                for row in csv.DictReader(rows):
                    expected = run_id(entry, reports[row["report_type"]], row)
                    assert row["run_id"] == expected, (file["path"], row, expected)
                    counts[row["status"]] += 1
print(counts["SUCCEEDED"], counts["FAILED"])
