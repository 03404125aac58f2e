// swift-tools-version: 6.2
import PackageDescription

// The modules stand in the order in which data passes through them:
// schedule → window → plan → facts → files. An import that runs back is a design error.
let package = Package(
  name: "dyno-reports",
  products: [.executable(name: "dyno-reports", targets: ["DynoReports"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "PostgreSQL", dependencies: ["CLibPQ"]),
    .target(name: "Gzip", dependencies: ["CZlib"]),
    .target(name: "XML", dependencies: ["CLibXML2"]),

    .target(name: "Calendars"),
    .target(
      name: "Reports",
      dependencies: ["Calendars"],
      resources: [
        .embedInCode("PipelineOverview/pipeline_overview.sql"),
        .embedInCode("PipelineCoverage/pipeline_coverage.sql"),
        .embedInCode("PipelineStageFunnel/pipeline_stage_funnel.sql"),
        .embedInCode("RepPerformance/rep_performance.sql"),
      ]),
    .target(
      name: "Schedules",
      dependencies: ["Calendars", "Reports", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Runs",
      dependencies: ["Calendars", "Reports", "Schedules", "PostgreSQL"],
      resources: [.embedInCode("Migrations"), .embedInCode("Ledger/Statements")]),
    .target(
      name: "Exports",
      dependencies: [
        "Calendars", "Reports", "Runs", "PostgreSQL", "Gzip", "XML",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Tree/manifest-v1.schema.json")]),
    .target(name: "Comparisons", dependencies: ["Calendars", "Reports", "Runs", "PostgreSQL"]),
    .target(name: "Recipes", dependencies: ["Reports"]),
    .executableTarget(
      name: "DynoReports",
      dependencies: [
        "Calendars", "Schedules", "Reports", "Runs", "Comparisons", "Exports", "Recipes",
        "PostgreSQL",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        .embedInCode("Demo/sample_crm_schema.sql"), .embedInCode("Demo/sample_crm_data.sql"),
      ]),

    .target(
      name: "TestingDatabase", dependencies: ["PostgreSQL", "Runs"], path: "Tests/TestingDatabase"),
    .testTarget(
      name: "ExportsTests",
      dependencies: ["Exports", "PostgreSQL", "Reports", "TestingDatabase"]),
    .testTarget(
      name: "ReadersTests",
      dependencies: [
        "Calendars", "Comparisons", "DynoReports", "Exports", "PostgreSQL", "Recipes", "Reports", "Runs",
        "Schedules", "TestingDatabase",
      ],
      exclude: ["contract.py", "proof.py"]),
    .testTarget(
      name: "CommandTests", dependencies: ["DynoReports", "PostgreSQL", "TestingDatabase"],
      exclude: ["Golden", "read_back.py"]),
    .testTarget(
      name: "ReportsTests", dependencies: ["PostgreSQL", "Reports", "Runs", "TestingDatabase"]),
    .testTarget(name: "SchedulesTests", dependencies: ["Calendars", "Reports", "Schedules"]),
    .testTarget(
      name: "CalendarsTests", dependencies: ["Calendars"], exclude: ["first_instants.py"]),
    .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "TestingDatabase"]),
    .testTarget(
      name: "RunsTests",
      dependencies: ["Calendars", "PostgreSQL", "Reports", "Runs", "Schedules", "TestingDatabase"]),
  ]
)

// Strictness is the same everywhere: what a module may leave out is decided here, in one place.
for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
  ]
}
