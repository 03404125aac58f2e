internal import Foundation
internal import Schedules

/// Generates more tenants than there are schedule files, for a demo of any size.
enum SampleTenants {
  /// The given tenants, as far as the count allows, and then copies with the same zones and schedules, called
  /// `sample-4`, `sample-5` and so on.
  static func make(_ count: Int, like files: [TenantSchedules]) -> [TenantSchedules] {
    guard !files.isEmpty else { return [] }
    return (0..<count).map { index in
      if index < files.count { return files[index] }
      let model = files[index % files.count]
      let number = index + 1
      let digits = String(number)
      let id = "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
      let tenant = Tenant(
        id: UUID(uuidString: id) ?? model.tenant.id, slug: "sample-\(number)",
        calendar: model.tenant.calendar,
        currency: model.tenant.currency)
      return TenantSchedules(file: model.file, tenant: tenant, schedules: model.schedules)
    }
  }

  /// 4 for `sample-4`; nil for any slug that no copy has.
  static func number(of slug: String) -> Int? {
    slug.wholeMatch(of: /sample-([1-9][0-9]{0,4})/).flatMap { Int($0.1) }
  }
}
