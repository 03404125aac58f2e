import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

/// A report's SQL returns, and its table holds, what the report declares.
struct CatalogTests {
  @Test("The SQL returns the declared columns", arguments: ReportCatalog.product.reports.map(\.type))
  func statement(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let database = try TestDatabase(migrated: false)
    let columns = try database.owner.connect().transaction(
      database.owner.transaction(.readCommitted, tenant: nil)
    ) { try $0.describe(NamedStatement(report.sql()).sql) }
    let fault = report.faults.isEmpty ? [] : ["fault"]
    let own = report.columns.dropFirst().filter { $0.source == .report }
    #expect(columns.map(\.name) == own.map(\.name) + fault + ["is_fact", "warnings"])
    // Types without limits, so that nothing is rounded or rejected before it is classified.
    for (column, declared) in zip(columns, own) {
      switch declared.type {
      case .decimal: #expect(column.type == "numeric", "\(column.name)")
      case .text: #expect(column.type == "text", "\(column.name)")
      default: #expect(column.type == declared.type.sqlName, "\(column.name)")
      }
    }
    #expect(columns.suffix(2).map(\.type) == ["boolean", "jsonb"])
  }

  @Test(
    "The SQL of the deals returns the declared columns",
    arguments: ReportCatalog.product.reports.filter { !$0.dealColumns.isEmpty }.map(\.type))
  func deals(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let database = try TestDatabase(migrated: false)
    let columns = try database.owner.connect().transaction(
      database.owner.transaction(.readCommitted, tenant: nil)
    ) { try $0.describe(NamedStatement(report.dealsSQL()).sql) }
    let own = report.dimensions + [Column("deal_id", .uuid, "")] + report.dealColumns
    #expect(columns.map(\.name) == own.map(\.name) + ["is_in_other_currency"])
    for (column, declared) in zip(columns, own) {
      switch declared.type {
      case .decimal: #expect(column.type == "numeric", "\(column.name)")
      case .text: #expect(column.type == "text", "\(column.name)")
      default: #expect(column.type == declared.type.sqlName, "\(column.name)")
      }
    }
    #expect(columns.last?.type == "boolean")
  }

  @Test("The fact table has the declared columns", arguments: ReportCatalog.product.reports.map(\.type))
  func factTable(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let columns = try TestDatabase().query(
      """
      SELECT attname, format_type(atttypid, atttypmod), (NOT attnotnull)::text
      FROM pg_attribute WHERE attrelid = '\(report.factTable)'::regclass AND attnum > 0 ORDER BY attnum
      """)
    #expect(columns == report.columns.map { [$0.name, $0.type.sqlName, $0.isNullable ? "true" : "false"] })
  }

  @Test("Every parameter in the SQL exists", arguments: ReportCatalog.product.reports.map(\.type))
  func parameters(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let options = report.options.map(\.name)
    let parameters = NamedStatement(report.sql()).parameters + NamedStatement(report.dealsSQL()).parameters
    for name in parameters {
      #expect(ReportParameter(rawValue: name) != nil || options.contains(name), "\(name)")
    }
  }

  @Test("No SQL reads a clock or names a schema", arguments: ReportCatalog.product.reports.map(\.type))
  func purity(type: String) throws {
    let sql = try #require(ReportCatalog.product.report(type)).sql().lowercased()
    let code = sql.replacing(/--[^\n]*/, with: "")
    for word in [
      "now(", "current_timestamp", "current_date", "clock_timestamp", "localtime", "random(", "dyno_crm",
    ] {
      #expect(!code.contains(word))
    }
  }

  @Test("Every column of money has limits", arguments: ReportCatalog.product.reports.map(\.type))
  func limits(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    for column in report.moneyColumns { #expect(column.limits?.notANumber != nil, "\(column.name)") }
  }

  @Test(
    "Every column of text that the CRM decides has limits",
    arguments: ReportCatalog.product.reports.map(\.type))
  func textLimits(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    for column in report.columns where column.values == nil && column.source == .report {
      if case .text = column.type { #expect(column.limits != nil, "\(column.name)") }
    }
  }

  @Test("Number columns say over what they add up", arguments: ReportCatalog.product.reports.map(\.type))
  func sums(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let dimensions = Set(report.dimensions.map(\.name))
    for column in report.columns {
      #expect(column.isNumber == (column.addsUpOver != nil), "\(column.name)")
      for axis in column.addsUpOver ?? [] {
        #expect(dimensions.isSuperset(of: axis.dimensions), "\(column.name) over \(axis)")
      }
    }
    #expect(!report.windowRule.isEmpty)
  }

  @Test("Every dimension belongs to an axis", arguments: ReportCatalog.product.reports.map(\.type))
  func axes(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let covered = Axis.allCases.flatMap(\.dimensions)
    for dimension in report.dimensions { #expect(covered.contains(dimension.name), "\(dimension.name)") }
  }
}
