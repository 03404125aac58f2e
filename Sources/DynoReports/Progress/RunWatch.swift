internal import Foundation
internal import Orchestration
internal import Runs
internal import Schedules
internal import Synchronization
internal import Threads

/// Shows a person at a terminal what long work is doing, in a line that changes until the work ends.
enum RunWatch {
  /// How often the line is renewed. The first time is late enough for work that is done at once to show nothing.
  private static let interval = DispatchTimeInterval.milliseconds(250)

  /// - Parameters:
  ///   - filesVerb: what is done with the files, such as `publishing`.
  ///   - work: reports its progress to its argument, which does nothing if nobody watches.
  static func during<Result>(
    filesVerb: String = "publishing",
    _ work: (_ progress: @escaping @Sendable (RunProgress) -> Void) throws -> Result
  ) rethrows -> Result {
    guard Terminal.isInteractive else { return try work { _ in } }
    let meter = Shared(RunMeter(filesVerb: filesVerb, at: .now))
    let (end, isOver) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let isStarted = SystemThread.start {
      while end.wait(timeout: .now() + interval) == .timedOut {
        // The line is written after the meter is free again: a terminal that is stopped must not stop the work.
        if let line = meter.line(at: .now) { Terminal.status(line) }
      }
      isOver.signal()
    }
    defer {
      if isStarted {
        end.signal()
        isOver.wait()
        Terminal.clearStatus()
      }
    }
    return try work { meter.add($0, at: .now) }
  }

  /// The same for work on the files of one tenant after the other.
  static func map<Result>(
    _ tenants: [TenantSchedules], filesVerb: String,
    _ work: (TenantSchedules, _ progress: @escaping @Sendable (WorkStep) -> Void) throws -> Result
  ) rethrows -> [Result] {
    try during(filesVerb: filesVerb) { progress in
      progress(.tenants(tenants.count))
      return try tenants.map { file in
        let slug = file.tenant.slug
        progress(.files(tenant: slug))
        defer { progress(.done(tenant: slug)) }
        return try work(file) { progress(.step($0, tenant: slug)) }
      }
    }
  }

  private final class Shared: Sendable {
    private let meter: Mutex<RunMeter>

    init(_ meter: RunMeter) { self.meter = Mutex(meter) }

    func add(_ progress: RunProgress, at now: ContinuousClock.Instant) {
      meter.withLock { $0.add(progress, at: now) }
    }

    func line(at now: ContinuousClock.Instant) -> String? { meter.withLock { $0.line(at: now) } }
  }
}
