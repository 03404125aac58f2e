// swift-tools-version: 6.2
import PackageDescription

// The modules stand in the order in which data passes through them:
// schedule → window → plan → facts → files. An import that runs back is a design error.
let package = Package(
  name: "dyno-reports",
  products: [.executable(name: "dyno-reports", targets: ["DynoReports"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    .target(name: "PostgreSQL", dependencies: ["CLibPQ"]),
    .target(name: "EmbeddedPostgreSQL"),
    .target(name: "DisplayWidth"),
    .target(name: "Threads"),
    .target(name: "Gzip", dependencies: ["CZlib", "Threads"]),
    .target(name: "XML", dependencies: ["CLibXML2"]),

    .target(name: "Calendars"),
    .target(name: "Reports", dependencies: ["Calendars"], plugins: ["EmbedSQL", "ListReports"]),
    .target(
      name: "Schedules",
      dependencies: ["Calendars", "Reports", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Runs",
      dependencies: ["Calendars", "Reports", "Schedules", "PostgreSQL"],
      plugins: ["EmbedSQL"]),
    .target(
      name: "Exports",
      dependencies: [
        "Calendars", "Reports", "Runs", "PostgreSQL", "Gzip", "XML", "Threads",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Tree/Schemas/manifest-v2.schema.json"),
        .embedInCode("Tree/Schemas/part-v2.schema.json"),
        .embedInCode("Tree/Schemas/change-v2.schema.json"),
      ],
      plugins: ["EmbedSQL"]),
    .target(
      name: "Workbooks",
      dependencies: ["Calendars", "Reports", "Runs", "Exports", "PostgreSQL", "Gzip", "XML"]),
    .target(
      name: "Pages",
      dependencies: ["Calendars", "Reports", "Runs", "Exports", "PostgreSQL", "DisplayWidth"],
      resources: [.embedInCode("HTML/page.css")]),
    .target(
      name: "Orchestration",
      dependencies: ["Calendars", "Schedules", "Runs", "Exports", "PostgreSQL", "Threads"]),
    .target(name: "Comparisons", dependencies: ["Calendars", "Reports", "Runs", "PostgreSQL"]),
    .target(name: "Recipes", dependencies: ["Reports"]),
    .executableTarget(
      name: "DynoReports",
      dependencies: [
        "Calendars", "Schedules", "Reports", "Runs", "Comparisons", "Exports", "Workbooks", "Pages",
        "DisplayWidth",
        "Recipes", "Orchestration", "PostgreSQL", "EmbeddedPostgreSQL", "Threads",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        "adopt", "check", "demo", "diff", "doctor", "explain", "export", "messages", "migrate", "plan",
        "recipes", "report", "run", "runs-list", "runs-show", "schema", "skip", "status", "trend", "verify",
      ].map { .embedInCode("Schemas/\($0).schema.json") },
      plugins: ["EmbedSQL"]),

    // What the build makes of files and folders, so that nobody has to list them.
    .plugin(name: "EmbedSQL", capability: .buildTool(), dependencies: ["SourceGenerator"]),
    .plugin(name: "ListReports", capability: .buildTool(), dependencies: ["SourceGenerator"]),
    .executableTarget(name: "SourceGenerator", path: "Plugins/SourceGenerator"),

    .target(
      name: "TestingDatabase", dependencies: ["EmbeddedPostgreSQL", "PostgreSQL", "Runs"],
      path: "Tests/TestingDatabase"),
    .target(name: "TestingRepository", path: "Tests/TestingRepository"),
    .testTarget(name: "GzipTests", dependencies: ["Gzip", "TestingDatabase", "TestingRepository"]),
    .testTarget(
      name: "ExportsTests",
      dependencies: ["Calendars", "Exports", "Gzip", "PostgreSQL", "Reports", "Runs", "TestingDatabase"]),
    .testTarget(
      name: "ReadersTests",
      dependencies: [
        "Calendars", "Comparisons", "DynoReports", "Exports", "PostgreSQL", "Recipes", "Reports", "Runs",
        "Schedules", "TestingDatabase", "TestingRepository", "Workbooks",
      ],
      exclude: ["contract.py", "load.py", "proof.py", "workbook.py"]),
    .testTarget(
      name: "PagesTests",
      dependencies: [
        "Calendars", "DynoReports", "Exports", "Pages", "PostgreSQL", "Reports", "Runs", "TestingDatabase",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .testTarget(
      name: "WorkbooksTests",
      dependencies: ["Calendars", "Exports", "PostgreSQL", "Reports", "Runs", "TestingDatabase", "Workbooks"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Calendars", "DisplayWidth", "DynoReports", "Orchestration", "PostgreSQL", "Recipes", "Reports",
        "Runs", "Schedules",
        "TestingDatabase", "TestingRepository",
      ],
      exclude: ["Golden", "read_back.py", "run_ids.py", "Schemas/validate.py"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Calendars", "PostgreSQL", "Reports", "Runs", "Schedules", "TestingDatabase", "TestingRepository",
      ],
      plugins: ["ListReports"]),
    .testTarget(
      name: "SchedulesTests", dependencies: ["Calendars", "Reports", "Schedules", "TestingRepository"]),
    .testTarget(
      name: "CalendarsTests", dependencies: ["Calendars", "TestingRepository"], exclude: ["first_instants.py"]
    ),
    .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "TestingDatabase"]),
    .testTarget(
      name: "EmbeddedPostgreSQLTests", dependencies: ["EmbeddedPostgreSQL", "PostgreSQL", "TestingDatabase"]),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "Calendars", "PostgreSQL", "Reports", "Runs", "Schedules", "TestingDatabase", "TestingRepository",
      ]),
    .testTarget(
      name: "OrchestrationTests",
      dependencies: [
        "Calendars", "Exports", "Orchestration", "PostgreSQL", "Reports", "Runs", "Schedules",
        "TestingDatabase",
      ]),
    .testTarget(
      name: "ComparisonsTests",
      dependencies: ["Calendars", "Comparisons", "PostgreSQL", "Reports", "Runs", "TestingDatabase"]),
    .testTarget(
      name: "ConventionTests",
      dependencies: [
        "DynoReports", "Exports", "Orchestration", "Reports", "Runs", "TestingDatabase", "TestingRepository",
      ]),
  ]
)

// Strictness is the same everywhere: what a module may leave out is decided here, in one place.
for target in package.targets where target.type != .system && target.type != .plugin {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
  ]
}
