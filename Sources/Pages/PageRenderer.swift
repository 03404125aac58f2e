internal import Calendars
package import Exports
internal import Foundation
internal import Reports

/// Renders a period as a page that people read: one HTML file that needs nothing else, and has no script.
package struct PageRenderer: ViewRenderer {
  package let format = ViewFormat.html.rawValue
  package let version = "1"
  private let zones: Result<TimeZoneDatabase, any Error>

  package init() { zones = Result { try TimeZoneDatabase() } }

  package func history(of source: ViewSource) throws -> String? {
    try PageHistory(source).json
  }

  package func render(_ source: ViewSource, to write: @escaping (RawSpan) throws -> Void) throws {
    let page = try PeriodPage(source, zones: zones.get(), rendererVersion: version)
    try unsafe write(Array(try page.markup.text.utf8).span.bytes)
  }

  package func render(_ index: TenantIndex) throws -> [UInt8]? {
    var rules: [String: ZoneRules] = [:]
    for name in Set(index.schedules.flatMap(\.periods).map(\.timeZone)) {
      rules[name] = try zones.get().rules(ifThere: name)
    }
    return Array(IndexPage(index, zones: rules).markup.text.utf8)
  }
}
