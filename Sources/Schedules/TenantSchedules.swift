internal import Foundation

/// The contents of one valid schedule file.
package struct TenantSchedules: Sendable {
  package let file: String
  package let tenant: Tenant
  /// In the order of the file; names are unique.
  package let schedules: [Schedule]

  package init(file: String, tenant: Tenant, schedules: [Schedule]) {
    self.file = file
    self.tenant = tenant
    self.schedules = schedules
  }
}
