internal import ArgumentParser

/// What commands print with `--json`, by command.
enum PrintedDocument: String, CaseIterable, ExpressibleByArgument {
  case check, plan, run, backfill, restate, skip, status
  case runsList = "runs-list"
  case runsShow = "runs-show"
  case explain, diff, trend, report, verify, export, adopt, recipes, migrate, doctor, demo, schema
  /// The lines of stderr, of all commands.
  case messages

  /// The JSON Schema of what it prints.
  var schema: DocumentSchema {
    switch self {
    case .check: .check
    case .plan: .plan
    case .run, .backfill, .restate: .run
    case .skip: .skip
    case .status: .status
    case .runsList: .runsList
    case .runsShow: .runsShow
    case .explain: .explain
    case .diff: .diff
    case .trend: .trend
    case .report: .report
    case .verify: .verify
    case .export: .export
    case .adopt: .adopt
    case .recipes: .recipes
    case .migrate: .migrate
    case .doctor: .doctor
    case .demo: .demo
    case .schema: .schema
    case .messages: .messages
    }
  }
}
