internal import Foundation
package import PostgreSQL
internal import Testing

/// Waits until a condition holds, for half a minute at most: as long as a slow machine may take.
package func waitUntil(_ condition: () throws -> Bool) throws {
  for _ in 0..<1_500 {
    if try condition() { return }
    Thread.sleep(forTimeInterval: 0.02)
  }
  Issue.record("waited too long")
}

extension Connection {
  /// How many sessions wait for a lock of this connection's session, or for one that waits for it.
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
