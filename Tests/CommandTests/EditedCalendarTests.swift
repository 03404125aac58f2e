import Testing
import TestingDatabase

/// A zone that was edited after periods were published.
struct EditedCalendarTests {
  @Test func planAndStatusNameHoursOutsideEveryPeriod() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let moved = Installation.acme.replacing("Europe/Berlin", with: "America/New_York")
    try installation.replaceSchedule(moved)
    let hours = "5 hours lie in no period: 2026-10-31T23:00:00Z to 2026-11-01T04:00:00Z"
    for command in ["plan", "status"] {
      let text = try installation.run(command, "--at", Installation.at)
      #expect(text.output.contains(hours), "\(text)")
      let json = try installation.run(command, "--at", Installation.at, "--json").output
      #expect(json.contains("\"kind\" : \"uncovered\""), "\(json)")
    }
    // `plan` says it until the later period is published, `status` goes on.
    #expect(try installation.run("run", "--at", "2026-12-02T00:00:00Z").status == 0)
    #expect(try !installation.run("plan", "--at", "2026-12-02T00:00:00Z").output.contains("hours"))
    #expect(try installation.run("status", "--at", "2026-12-02T00:00:00Z").output.contains(hours))
  }
}
