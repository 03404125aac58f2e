"""What a CRM can contain: one tenant's rows stop no other tenant, break no file, and never end in a crash."""

from __future__ import annotations

import csv
import gzip
import io
import xml.etree.ElementTree as ElementTree
from typing import Iterator

import crm
from cases import Case
from comparison import differences
from sweep import Sweep
from trial import Trial

_ACME = crm.TENANTS["acme"]
_OTHERS = ["bad-data", "calm"]
_DEALS = f"UPDATE deal SET {{}} WHERE tenant_id = '{_ACME}'"
_SOME = _DEALS + " AND id IN (SELECT id FROM deal ORDER BY id LIMIT 7)"
_STAGES = f"UPDATE pipeline_stage SET name = {{}} WHERE tenant_id = '{_ACME}'"
_HISTORY = f"UPDATE deal_pipeline_stage_state SET {{}} WHERE tenant_id = '{_ACME}'"
_TARGETS = f"UPDATE sales_target SET {{}} WHERE tenant_id = '{_ACME}'"
_ANY_AMOUNT = "ALTER TABLE deal ALTER amount TYPE numeric; "


def _labels(columns: str) -> str:
    return (
        "DROP VIEW report_label; CREATE VIEW report_label AS "
        + columns
        + "; GRANT SELECT ON report_label TO dyno_reports"
    )


def _label_of(name: str) -> str:
    return _labels(
        f"SELECT tenant_id, 'PIPELINE' AS kind, pipeline_id AS id, {name} AS name FROM pipeline_stage "
        f"WHERE tenant_id = '{_ACME}'"
    )


# With what stops all tenants, because the tables themselves are wrong.
_FOR_ALL = {
    "amount-is-text": "ALTER TABLE deal ALTER amount TYPE text",
    "no-amount": "ALTER TABLE deal DROP COLUMN amount",
    "no-table": "DROP TABLE sales_target",
    "no-right": "REVOKE SELECT ON deal FROM dyno_reports",
    "broken-view": "ALTER TABLE deal RENAME TO deals; CREATE VIEW deal AS SELECT tenant_id, id, status, pipeline_id, "
    "stage_id, amount / 0 AS amount, created_at, updated_at, expected_close_date, close_date, "
    "owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id FROM deals; "
    "GRANT SELECT ON deal TO dyno_reports",
    "view-of-nothing": "ALTER TABLE pipeline_stage RENAME TO stages; CREATE VIEW pipeline_stage AS "
    "SELECT * FROM stages WHERE false; GRANT SELECT ON pipeline_stage TO dyno_reports",
    "labels-fail": _labels("SELECT tenant_id, 'USER' AS kind, id, (1 / (amount - amount))::text AS name FROM deal"),
    "labels-of-wrong-type": _labels("SELECT tenant_id, 1 AS kind, id, 2 AS name FROM deal"),
    "no-labels": "DROP VIEW report_label",
    "no-ledger-right": "REVOKE UPDATE ON report_occurrence FROM dyno_reports",
    "no-facts-right": "REVOKE SELECT ON report_pipeline_overview_fact FROM dyno_reports",
    "trigger-fails": "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'no facts today' USING ERRCODE = 'P0001'; END $$; "
    "CREATE TRIGGER fails BEFORE INSERT ON report_run FOR EACH ROW EXECUTE FUNCTION fails()",
    "trigger-skips": "CREATE FUNCTION skips() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; "
    "CREATE TRIGGER skips BEFORE INSERT ON report_pipeline_overview_fact FOR EACH ROW "
    "EXECUTE FUNCTION skips()",
}
_FOR_ONE = {
    "amount-nan": _SOME.format("amount = 'NaN'"),
    "amount-infinite": _ANY_AMOUNT + _SOME.format("amount = 'Infinity'"),
    "amount-minus-infinite": _ANY_AMOUNT + _SOME.format("amount = '-Infinity'"),
    "amount-1e1000": _ANY_AMOUNT + _SOME.format("amount = 1e1000"),
    "amount-1e131000": _ANY_AMOUNT + _SOME.format("amount = 1e131000"),
    "amount-1e-16000": _ANY_AMOUNT + _SOME.format("amount = 1e-16000"),
    "amount-1e17": _ANY_AMOUNT + _DEALS.format("amount = 99999999999999999.99"),
    "amount-negative": _DEALS.format("amount = -99999.99"),
    "amount-null": _DEALS.format("amount = NULL"),
    "created-infinity": _SOME.format("created_at = 'infinity'"),
    "created-minus-infinity": _SOME.format("created_at = '-infinity'"),
    "created-first-instant": _SOME.format("created_at = '4714-11-24 00:00:00Z BC'"),
    "created-last-instant": _SOME.format("created_at = '294276-12-31 23:59:59Z'"),
    "updated-infinity": _SOME.format("updated_at = 'infinity'"),
    "updated-last-instant": _SOME.format("updated_at = '294276-12-31 23:59:59Z'"),
    "close-infinity": _DEALS.format("expected_close_date = 'infinity'"),
    "close-minus-infinity": _DEALS.format("expected_close_date = '-infinity'"),
    "close-last-date": _DEALS.format("expected_close_date = '5874897-12-31'"),
    "entered-infinity": _HISTORY.format("entered_at = 'infinity'"),
    "entered-minus-infinity": _HISTORY.format("entered_at = '-infinity'"),
    "entered-first-instant": _HISTORY.format("entered_at = '4714-11-24 00:00:00Z BC'"),
    "left-before-entered": _HISTORY.format("exited_at = entered_at - interval '10 years'"),
    "none-current": _HISTORY.format("is_current = false"),
    "history-twice": "INSERT INTO deal_pipeline_stage_state "
    "(tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current) "
    "SELECT tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current "
    f"FROM deal_pipeline_stage_state WHERE tenant_id = '{_ACME}'",
    "no-deals": f"DELETE FROM deal WHERE tenant_id = '{_ACME}'",
    "no-stages": f"DELETE FROM pipeline_stage WHERE tenant_id = '{_ACME}'",
    "no-ids": _DEALS.format(
        "stage_id = NULL, pipeline_id = NULL, owned_by_user_id = NULL, assigned_user_id = NULL, "
        "owned_by_group_id = NULL"
    ),
    "stage-name-controls": _STAGES.format("E'\\x01\\x02\\x1b[31m\\x7f' || name"),
    "stage-name-lines": _STAGES.format("E'a\\r\\nb\\tc\\\"d\\',;e'"),
    "stage-name-formula": _STAGES.format("'=1+1|cmd'"),
    "stage-name-markup": _STAGES.format("'</row>]]><script>alert(1)</script>&amp;&#0;'"),
    "stage-name-turned": _STAGES.format("U&'\\202E\\2066abc\\0085\\2028\\FEFF'"),
    "stage-name-noncharacters": _STAGES.format("U&'\\FFFE\\FFFF\\+10FFFF'"),
    "stage-name-emoji": _STAGES.format("repeat(U&'\\+01F600', 255)"),
    "stage-name-empty": _STAGES.format("''"),
    "stage-state-odd": f"UPDATE pipeline_stage SET stage_state = E'\\x01odd' WHERE tenant_id = '{_ACME}'",
    "target-nan": _TARGETS.format("target_amount = 'NaN'"),
    "target-infinite": _TARGETS.format("target_amount = 'Infinity'"),
    "target-1e1000": _TARGETS.format("target_amount = 1e1000"),
    "target-zero": _TARGETS.format("target_amount = 0"),
    "target-tiny": _TARGETS.format("target_amount = 1e-16000"),
    "target-odd-type": _TARGETS.format("principal_type = E'\\x01'"),
    "target-infinite-dates": _TARGETS.format("period_start = '-infinity', period_end = 'infinity'"),
    "label-controls": _label_of("E'\\x01\\x02\\x1b[31m'"),
    "label-long": _label_of("repeat('x', 1000000)"),
    "label-markup": _label_of("'\"><img src=x onerror=alert(1)>'"),
    "label-noncharacters": _label_of("U&'\\FFFE\\FFFF'"),
    "label-formula": _label_of("'@SUM(A1)'"),
    "label-null": _label_of("NULL::text"),
    "labels-fail": _label_of("(1 / (length(name) - length(name)))::text"),
    "fact-trigger": "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NEW.tenant_id = '{_ACME}' THEN RAISE EXCEPTION E'bad \\x01\\x1b[31m\\nthing'; END IF; "
    "RETURN NEW; END $$; CREATE TRIGGER fails BEFORE INSERT ON report_pipeline_overview_fact "
    "FOR EACH ROW EXECUTE FUNCTION fails()",
    "ledger-trigger": "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NEW.tenant_id = '{_ACME}' AND NEW.state = 'PUBLISHED' THEN RAISE EXCEPTION 'not today'; "
    "END IF; RETURN NEW; END $$; CREATE TRIGGER fails BEFORE UPDATE ON report_occurrence "
    "FOR EACH ROW EXECUTE FUNCTION fails()",
}


def _readable(files: dict[str, bytes]) -> list[str]:
    """Each file is what its name says."""
    findings = []
    for path, content in files.items():
        try:
            if path.endswith(".csv.gz"):
                rows = list(csv.reader(io.StringIO(gzip.decompress(content).decode(), newline=""), strict=True))
                if len({len(row) for row in rows}) != 1:
                    findings.append(f"{path}: its rows have not all the same number of fields")
            elif path.endswith(".xml.gz"):
                ElementTree.fromstring(gzip.decompress(content))
        except (OSError, EOFError, UnicodeDecodeError, csv.Error, ElementTree.ParseError) as error:
            findings.append(f"{path} cannot be read: {error}")
    return findings


def _case(sweep: Sweep, operation: str, name: str, script: str, stops_all: bool) -> Case:
    def run() -> list[str]:
        with Trial(sweep, operation) as trial:
            place = trial.place
            place.sql(script)
            for attempt in (place.run(*trial.operation.command), place.run(*trial.operation.command, "--retry")):
                trial.judge(attempt)
                if any(ord(mark) < 32 and mark != "\n" for mark in attempt.errors):
                    trial.findings.append(f"a control character in a message: {attempt.errors[:200]!r}")
            state = place.state()
            if not stops_all:
                trial.findings += [
                    f"it stopped another tenant: {line}"
                    for line in differences(trial.control.after_state, state, _OTHERS)[:3]
                ]
            trial.findings += _readable(state.files)
            for command in (("verify",), ("status",), ("plan", "--at", crm.NEXT)):
                ended = place.run(*command)
                trial.judge(ended)
                if ended.code != 0:
                    said = " ".join((ended.output + ended.errors).split())[:300]
                    trial.findings.append(f"`{' '.join(command)}` ends with {ended.code}: {said}")
            return trial.findings

    return Case("hostile-data", f"{operation}/{name}", run)


def hostile_data(sweep: Sweep) -> Iterator[Case]:
    for operation in sweep.some(("first", "next")):
        for name, script in _FOR_ONE.items():
            yield _case(sweep, operation, name, script, stops_all=False)
        for name, script in _FOR_ALL.items():
            yield _case(sweep, operation, f"all-{name}", script, stops_all=True)


KINDS = {"hostile-data": hostile_data}
