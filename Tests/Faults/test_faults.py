"""Tries the matrix itself: a program that is broken on purpose must be reported, and one that is not must not be."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import unittest
from pathlib import Path

import faults
from comparison import differences
from shim import Call
from sweep import Sweep
from trial import Trial

PROGRAM = Path(os.environ.get("DYNO_REPORTS_PROGRAM", faults.ROOT / ".build" / "debug" / "dyno-reports"))
# Scripts that stand for the program: $program is the real one, $1 the command.
TRUNCATES = """
"$program" "$@"; code=$?
if [ "$1" = run ] && [ -e "$DYNO_REPORTS_EXPORTS/../fired" ]; then
  find "$DYNO_REPORTS_EXPORTS" -name '*_acme_*.csv.gz' -newer "$DYNO_REPORTS_EXPORTS/../fired" -exec truncate -s 10 {} +
fi
exit $code
"""
DELETES_A_FACT = """
"$program" "$@"; code=$?
if [ "$1" = run ] && [ -e "$DYNO_REPORTS_EXPORTS/../fired" ]; then
  psql -qX -d "${DYNO_REPORTS_DATABASE_URL%user=*}user=postgres" -c "DELETE FROM dyno_crm.report_rep_performance_fact
    WHERE ctid = (SELECT min(ctid) FROM dyno_crm.report_rep_performance_fact)"
fi
exit $code
"""
LEAVES_A_FILE = """
"$program" "$@"; code=$?
[ "$1" = run ] && [ -e "$DYNO_REPORTS_EXPORTS/../fired" ] && touch "$DYNO_REPORTS_EXPORTS/.staging/left"
exit $code
"""
HIDES_ERRORS = """
[ -z "${FAULT_AT:-}" ] && exec "$program" "$@"
"$program" "$@" 2>/dev/null
echo 'dyno-reports: error: bad-data monthly 2025-08: 1 run could not be reported; report_run says which and why' >&2
exit 3
"""
SAYS_NOTHING = """
if [ -n "${FAULT_AT:-}" ]; then "$program" "$@" >/dev/null 2>&1; exit 73; fi
exec "$program" "$@"
"""
HANGS = """
[ -n "${FAULT_AT:-}" ] && exec sleep 1000
exec "$program" "$@"
"""
CRASHES = """
[ -n "${FAULT_AT:-}" ] && kill -SEGV $$
exec "$program" "$@"
"""
CHANGES_NOTHING = """
exec "$program" "$@"
"""


class MatrixTests(unittest.TestCase):
    """Each with the first publication, killed or failing in the middle."""

    def findings(self, script: str, does: str = "kill", skips_clean_runs: bool = False, limit: float = 60) -> list[str]:
        with tempfile.TemporaryDirectory(prefix="drf-test-", dir="/tmp") as folder:
            program = Path(folder, "program")
            # The library that makes calls go wrong is for the program alone.
            program.write_text("#!/bin/sh\nprogram=" + str(PROGRAM.resolve()) + script)
            program.chmod(0o755)
            sweep = Sweep([str(PROGRAM.resolve())], 1, small=True, skips_clean_runs=skips_clean_runs)
            try:
                calls = [call for call in sweep.calls("first", "files") if call.name == "write"]
                call = calls[len(calls) // 2]
                sweep.control("first")
                sweep.world.program = [str(program)]
                sweep.world.limit = limit
                with Trial(sweep, "first") as trial:
                    ended = trial.attempt(
                        killed_by=(9,),
                        more=sweep.fault(trial.place, "files", call.number, does, name=call.name, error=5),
                    )
                    fault = sweep.fired(trial.place) or Call(1, "write", True, "unknown")
                    if does == "fail":
                        trial.check_honesty(ended, fault)
                    return trial.finish()
            finally:
                sweep.close()

    def assertFound(self, words: str, findings: list[str]) -> None:
        self.assertTrue(any(words in line for line in findings), f"{words!r} is not in {findings}")

    def test_a_good_program_survives(self) -> None:
        self.assertEqual(self.findings(CHANGES_NOTHING), [])
        self.assertEqual(self.findings(CHANGES_NOTHING, "fail"), [])

    def test_a_truncated_file_is_found(self) -> None:
        self.assertFound("csv.gz differs", self.findings(TRUNCATES))

    def test_a_missing_fact_is_found(self) -> None:
        self.assertFound("report_rep_performance_fact: missing", self.findings(DELETES_A_FACT))

    def test_a_file_that_is_left_is_found(self) -> None:
        self.assertFound("added file .staging/left", self.findings(LEAVES_A_FILE))

    def test_what_is_not_repeated_is_found(self) -> None:
        self.assertFound("missing file", self.findings(CHANGES_NOTHING, skips_clean_runs=True))

    def test_a_hidden_error_is_found(self) -> None:
        found = self.findings(HIDES_ERRORS, "fail")
        self.assertFound("said nothing, but", found)
        self.assertFound("was swallowed", found)

    def test_an_end_without_a_message_is_found(self) -> None:
        self.assertFound("without a message", self.findings(SAYS_NOTHING, "fail"))

    def test_a_program_without_an_end_is_found(self) -> None:
        self.assertFound("hangs", self.findings(HANGS, "fail", limit=5))

    def test_a_crash_is_found(self) -> None:
        self.assertFound("crashed by SIGSEGV", self.findings(CRASHES, "fail"))

    def test_undisturbed_states_are_equal(self) -> None:
        sweep = Sweep([str(PROGRAM.resolve())], 1)
        try:
            # Making a control compares two of them.
            control = sweep.control("restate")
            self.assertNotEqual(differences(control.before_state, control.after_state), [])
        finally:
            sweep.close()

    def test_what_is_not_survived_is_printed(self) -> None:
        case = faults.Case("file-kill", "first/0001-open", lambda: ["a file is missing"])
        skipped = faults.Case("file-kill", "first/0002-open", lambda: (_ for _ in ()).throw(faults.NotTried("no root")))
        with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(io.StringIO()):
            code = faults.report(faults.try_all([case, skipped], 1), 7)
        self.assertEqual(code, 1)
        self.assertIn("scripts/faults --seed 7 --case file-kill/first/0001-open", printed.getvalue())
        self.assertRegex(printed.getvalue(), r"file-kill +1 +0 +1\n")
        self.assertIn("not tried: 1: no root", printed.getvalue())


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    unittest.main(verbosity=2)
