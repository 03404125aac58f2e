internal import Orchestration
internal import Runs

/// Makes one line of what a run reports of its progress.
///
/// The time left is guessed only from work of the same kind: tenants or periods that are done, or rows that were read. How long
/// one statement takes is not known.
struct RunMeter {
  /// What is done with the files, such as `publishing`.
  let filesVerb: String
  private var tenants = 1
  private var finished = 0
  /// What has not ended yet, by tenant.
  private var working: [String: Work] = [:]
  /// The tenant that reported something last.
  private var latest = ""
  private var start: ContinuousClock.Instant

  private struct Work {
    var period = ""
    var number = 1
    var count = 1
    var step = Step.starting
    /// When the step, or its report, was begun.
    var since: ContinuousClock.Instant
  }

  private enum Step {
    case starting
    case files
    case work(WorkStep)
  }

  init(filesVerb: String, at start: ContinuousClock.Instant) {
    self.filesVerb = filesVerb
    self.start = start
  }

  mutating func add(_ progress: RunProgress, at now: ContinuousClock.Instant) {
    switch progress {
    case .tenants(let count):
      tenants = count
      start = now
    case .period(let tenant, let schedule, let label, let number, let count):
      change(tenant, now) {
        $0.period = "\(schedule) \(label)"
        $0.number = number
        $0.count = count
        $0.step = .starting
      }
    case .step(let step, let tenant):
      if case .reading(_, let rows, _, _) = step, rows > 0, working[tenant] != nil {
        working[tenant]?.step = .work(step)
        latest = tenant
      } else {
        change(tenant, now) { $0.step = .work(step) }
      }
    case .files(let tenant): change(tenant, now) { $0.step = .files }
    case .done(let tenant):
      working[tenant] = nil
      finished += 1
    }
  }

  private mutating func change(
    _ tenant: String, _ now: ContinuousClock.Instant, _ body: (inout Work) -> Void
  ) {
    var work = working[tenant] ?? Work(since: now)
    work.since = now
    body(&work)
    working[tenant] = work
    latest = tenant
  }

  /// - Returns: nil if there is nothing to say.
  func line(at now: ContinuousClock.Instant) -> String? {
    var parts: [String] = []
    if tenants > 1 { parts.append("\(finished) of \(tenants) tenants done") }
    let shown = working[latest].map { (latest, $0) } ?? working.min { $0.key < $1.key }.map { ($0, $1) }
    if let (tenant, work) = shown { parts.append(text(work, of: tenant, at: now)) }
    if let left = timeLeft(shown?.1, at: now) {
      parts.append("about \(left.roughly) left" + (isOneStep(shown?.1) ? " for this report" : ""))
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private func text(_ work: Work, of tenant: String, at now: ContinuousClock.Instant) -> String {
    let elapsed = now - work.since
    switch work.step {
    case .files: return "\(tenant): \(filesVerb), \(elapsed.roughly)"
    case .work(.reading(let report, let rows, let count, let bytes)):
      let megabytes = Int(Double(bytes) / 1_000_000 / max(elapsed / .seconds(1), 0.001))
      let speed = megabytes == 0 ? "" : ", \(megabytes) MB/s"
      return "\(tenant): \(filesVerb) \(report), \(rows.grouped) of \(count.grouped) rows\(speed)"
    case .starting, .work(.computing):
      let place = work.count > 1 ? " (\(work.number) of \(work.count))" : ""
      let report = if case .work(.computing(let report)) = work.step { report } else { "starting" }
      return "\(tenant) \(work.period)\(place): \(report), \(elapsed.roughly)"
    }
  }

  /// Whether nothing but the step itself tells how long it takes.
  private func isOneStep(_ work: Work?) -> Bool { tenants == 1 && work?.count ?? 1 == 1 }

  private func timeLeft(_ work: Work?, at now: ContinuousClock.Instant) -> Duration? {
    // Of one tenant with one period, only rows are steps of the same kind.
    if isOneStep(work) {
      guard let work, case .work(.reading(_, let rows, let count, _)) = work.step, rows > 0 else {
        return nil
      }
      return left(of: Double(count), done: Double(rows), in: now - work.since)
    }
    let begun = working.values.reduce(0) { $0 + Double($1.number - 1) / Double($1.count) }
    return left(of: Double(tenants), done: Double(finished) + begun, in: now - start)
  }

  /// - Returns: nil as long as it would be no more than a guess.
  private func left(of count: Double, done: Double, in elapsed: Duration) -> Duration? {
    guard done > 0, elapsed >= .seconds(2) else { return nil }
    return elapsed * ((count - done) / done)
  }
}

extension Duration {
  /// In the unit that fits, such as `48 s`, `3 min` or `2 h`.
  fileprivate var roughly: String {
    let seconds = Int((self / .seconds(1)).rounded())
    return switch seconds {
    case ..<100: "\(seconds) s"
    case ..<6_000: "\((seconds + 30) / 60) min"
    default: "\((seconds + 1_800) / 3_600) h"
    }
  }
}
