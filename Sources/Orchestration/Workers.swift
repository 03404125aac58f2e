internal import Dispatch
internal import Synchronization
internal import Threads

/// Runs work on the caller's thread and a bounded number of others. If the system gives fewer, fewer items are worked on at
/// once.
enum Workers {
  /// - Parameters:
  ///   - threads: at least 1.
  ///   - work: given what the thread keeps from one item to the next, nil for its first one.
  /// - Returns: the results in the order of the items.
  static func map<Item: Sendable, Kept, Result: Sendable>(
    _ items: [Item], threads: Int, _ work: @escaping @Sendable (Item, _ kept: inout Kept?) -> Result
  ) -> [Result] {
    let state = Mutex((next: 0, results: [Result?](repeating: nil, count: items.count)))
    let group = DispatchGroup()
    // A class instance, because the threads cannot share a noncopyable mutex directly.
    let shared = Shared(state)
    @Sendable func workOff() {
      var kept: Kept?
      while let index = shared.takeNext(of: items.count) {
        shared.store(work(items[index], &kept), at: index)
      }
    }
    for _ in 0..<max(min(threads, items.count) - 1, 0) {
      group.enter()
      let isStarted = SystemThread.start {
        workOff()
        group.leave()
      }
      if !isStarted {
        group.leave()
        break
      }
    }
    workOff()
    group.wait()
    return shared.results.compactMap { $0 }
  }

  private final class Shared<Result: Sendable>: Sendable {
    private let state: Mutex<(next: Int, results: [Result?])>

    init(_ state: consuming Mutex<(next: Int, results: [Result?])>) { self.state = state }

    var results: [Result?] { state.withLock { $0.results } }

    func takeNext(of count: Int) -> Int? {
      state.withLock { state in
        guard state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func store(_ result: Result, at index: Int) {
      state.withLock { $0.results[index] = result }
    }
  }
}
