internal import Foundation
internal import Runs

/// Says up to when a copy of the CRM is complete, for commands that read it as it is now.
enum FreshnessText {
  static func lines(of tenant: UUID, _ ledger: Ledger) throws -> [String] {
    do {
      let freshness = try ledger.sourceFreshness(of: tenant)
      return freshness == .always ? [] : ["the CRM's tables are a copy: \(freshness.text)"]
    } catch let unreadable as FreshnessUnreadable {
      return ["whether the CRM's tables are complete is not known: \(unreadable)"]
    }
  }
}

extension SourceFreshness {
  /// What report_source_freshness says of the copy.
  var text: String {
    switch self {
    case .always: "report_source_freshness says that it is always complete"
    case .until(let instant): "report_source_freshness says that it is complete until \(instant)"
    case .unknown: "report_source_freshness says no instant"
    }
  }
}
