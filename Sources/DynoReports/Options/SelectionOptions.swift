internal import ArgumentParser
internal import Schedules

/// Selects tenants and schedules.
struct SelectionOptions: ParsableArguments {
  @OptionGroup var tenants: TenantOptions

  @Option(
    help: ArgumentHelp("Only schedules with this name; can be repeated.", valueName: "name"),
    completion: .schedules)
  var schedule: [String] = []

  /// nil means all.
  var scheduleNames: Set<String>? { schedule.isEmpty ? nil : Set(schedule) }

  /// The selected tenants, and the issues of the schedule files.
  ///
  /// - Throws: `ValidationError` if a selected tenant or schedule does not exist.
  func load() throws -> SelectedSchedules {
    let selected = try tenants.load()
    // If a file has problems, the name may be in that file.
    if selected.issues.isEmpty {
      let names = Set(selected.tenants.flatMap(\.schedules).map(\.name))
      for name in schedule where !names.contains(name) {
        throw ValidationError(
          "no schedule is called `\(name)`; the schedules are: \(names.sorted().joined(separator: ", ")).")
      }
    }
    return selected
  }
}
