internal import ArgumentParser
internal import Schedules

/// For whom, and for which of their schedules.
struct SelectionOptions: ParsableArguments {
  @OptionGroup var tenants: TenantOptions

  @Option(help: ArgumentHelp("Only the schedules of this name; can be repeated.", valueName: "name"))
  var schedule: [String] = []

  /// nil: all.
  var scheduleNames: Set<String>? { schedule.isEmpty ? nil : Set(schedule) }

  /// The selected tenants, and what is wrong with the files.
  ///
  /// - Throws: `ValidationError` where a selected tenant or schedule does not exist.
  func load() throws -> SelectedSchedules {
    let selected = try tenants.load()
    // A file with problems may be the one that has the name.
    if selected.issues.isEmpty {
      let names = Set(selected.tenants.flatMap(\.schedules).map(\.name))
      for name in schedule where !names.contains(name) {
        throw ValidationError(
          "no schedule is called `\(name)`; there are: \(names.sorted().joined(separator: ", ")).")
      }
    }
    return selected
  }
}
