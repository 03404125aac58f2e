import Calendars
import Foundation
import Testing

@testable import Pages

/// What the operator's page says first.
struct StatusVerdictTests {
  private func verdict(_ tenants: [String], issues: [String] = []) throws -> String {
    let page = StatusPage(
      at: try #require(Instant(iso8601: "2026-11-03T00:00:00Z")),
      tenants: tenants.map { TenantStatus(slug: $0, timeZone: "UTC", schedules: [], failedRuns: [:]) },
      issues: issues)
    let parsed = try PageParser.parse(String(decoding: page.html, as: UTF8.self))
    return try #require(parsed.all("h1").first).text
  }

  @Test func withoutFailures() throws {
    #expect(try verdict([]) == "There are no tenants")
    #expect(try verdict(["acme"]) == "acme is as it should be")
    #expect(try verdict(["acme", "globex"]) == "All 2 tenants are as they should be")
    #expect(try verdict(["acme"], issues: ["a.yaml: no"]) == "1 mistake in schedule files")
    #expect(try verdict([], issues: ["a.yaml: no", "b.yaml: no"]) == "2 mistakes in schedule files")
  }
}
