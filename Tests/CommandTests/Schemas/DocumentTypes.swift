@testable import DynoReports

extension DocumentSchema {
  /// The type of the document, and what it is.
  var document: (type: Any.Type, title: String) {
    switch self {
    case .check: (CheckDocument.self, "What `check` prints with --json")
    case .plan:
      (PlanDocument.self, "What `plan`, and `backfill` and `restate` with --dry-run, print with --json")
    case .run: (RunOutcomeDocument.self, "What `run`, `backfill` and `restate` print with --json")
    case .skip:
      ([PlanDocument.UntouchedPeriod].self, "What `skip` prints with --json: the periods it skipped")
    case .status: (StatusDocument.self, "What `status` prints with --json")
    case .runsList: ([RunDocument].self, "What `runs list` prints with --json")
    case .runsShow: (RunDocument.self, "What `runs show` prints with --json")
    case .explain: (ExplanationDocument.self, "What `explain` prints with --json")
    case .diff: (DiffDocument.self, "What `diff` prints with --json")
    case .trend: (TrendDocument.self, "What `trend` prints with --json")
    case .report: (ReportDocument.self, "What `report` prints with --json")
    case .verify: (VerifyDocument.self, "What `verify` prints with --json")
    case .export: (ExportDocument.self, "What `export` prints with --json")
    case .adopt: (AdoptDocument.self, "What `adopt` prints with --json")
    case .recipes: (RecipeDocument.self, "What `recipes` prints with --json")
    case .migrate: (MigrationDocument.self, "What `migrate` prints with --json")
    case .doctor: ([Diagnostics.Finding].self, "What `doctor` prints with --json: its checks")
    case .demo: (DemoDocument.self, "What `demo` prints with --json")
    case .schema: (SchemaListDocument.self, "What `schema` prints with --json")
    case .messages: (MessageDocument.self, "A line of stderr, with --json")
    }
  }
}
