/// The JSON Schemas of what commands print with `--json`. They are made from the documents' types, see CONTRIBUTING.
enum DocumentSchema: String, CaseIterable {
  case check, plan, run, skip, status
  case runsList = "runs-list"
  case runsShow = "runs-show"
  case explain, diff, trend, report, verify, export, adopt, recipes, migrate, doctor, demo, schema, messages

  var id: String { "urn:dyno-reports:json:\(rawValue):1" }

  var text: String {
    let bytes =
      switch self {
      case .check: PackageResources.check_schema_json
      case .plan: PackageResources.plan_schema_json
      case .run: PackageResources.run_schema_json
      case .skip: PackageResources.skip_schema_json
      case .status: PackageResources.status_schema_json
      case .runsList: PackageResources.runs_list_schema_json
      case .runsShow: PackageResources.runs_show_schema_json
      case .explain: PackageResources.explain_schema_json
      case .diff: PackageResources.diff_schema_json
      case .trend: PackageResources.trend_schema_json
      case .report: PackageResources.report_schema_json
      case .verify: PackageResources.verify_schema_json
      case .export: PackageResources.export_schema_json
      case .adopt: PackageResources.adopt_schema_json
      case .recipes: PackageResources.recipes_schema_json
      case .migrate: PackageResources.migrate_schema_json
      case .doctor: PackageResources.doctor_schema_json
      case .demo: PackageResources.demo_schema_json
      case .schema: PackageResources.schema_schema_json
      case .messages: PackageResources.messages_schema_json
      }
    return String(decoding: bytes, as: UTF8.self)
  }
}
