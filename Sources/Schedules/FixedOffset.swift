internal import Calendars

/// What is wrong with a time zone that stands for no place.
package enum FixedOffset {
  package static let problem =
    "is a fixed offset: it stands for no place and ignores changes of the clock, and the sign in its name is the opposite of "
    + "what it looks like"
  package static let remedy = "name a place, such as America/New_York, or UTC"
}

extension ScheduleFolder {
  /// The folder as a first run takes it, which refuses fixed offsets. A later one goes on where periods have been counted in one.
  package func refusingFixedOffsets() -> ScheduleFolder {
    ScheduleFolder(
      files: files.map { file in
        guard let zone = file.schedules?.tenant.calendar.zone, zone.isFixedOffset else { return file }
        return file.adding([
          ScheduleIssue(
            file: file.file, message: "the time zone \(quoted(zone.name)) \(FixedOffset.problem)",
            hint: FixedOffset.remedy)
        ])
      }, folderIssues: folderIssues)
  }
}
