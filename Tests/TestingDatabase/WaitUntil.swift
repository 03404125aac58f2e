internal import Foundation
package import PostgreSQL
internal import Testing

/// Waits until a condition holds, for at most half a minute, which is enough on a slow machine.
package func waitUntil(_ condition: () throws -> Bool) throws {
  for _ in 0..<1_500 {
    if try condition() { return }
    Thread.sleep(forTimeInterval: 0.02)
  }
  Issue.record("the condition did not hold in time")
}

extension Connection {
  /// The number of sessions that wait for a lock of this connection's session, directly or through another
  /// one.
  package func waiters(_ observer: Connection) throws -> Int {
    let own: Int = try execute("SELECT pg_backend_pid() AS pid").only.value("pid")
    return try observer.execute(
      """
      WITH RECURSIVE blocked AS (
        SELECT $1::integer AS pid
        UNION
        SELECT a.pid FROM blocked b JOIN pg_stat_activity a ON b.pid = ANY (pg_blocking_pids(a.pid))
      )
      SELECT count(*) - 1 AS count FROM blocked
      """, [String(own)]
    ).only.value("count")
  }
}
