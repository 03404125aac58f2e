import Foundation

extension ForeignCRM {
  /// SQL that fills the tables of the document.
  var inserts: String {
    let processes = Self.organisations.flatMap { organisation in
      self.processes(organisation.number).map {
        [number($0), number(organisation.number), text(Self.name(process: $0))]
      }
    }
    let reps = Self.organisations.flatMap { organisation in
      self.reps(organisation.number).map {
        [number($0), number(organisation.number), text(Self.name(rep: $0))]
      }
    }
    let groups = Self.organisations.flatMap { organisation in
      self.allTeams(organisation.number).map {
        [number($0), number(organisation.number), text(Self.name(team: $0))]
      }
    }
    let members = teams.sorted { $0.key < $1.key }.flatMap { rep, teams in
      // The main team first, and then by id, as the mapping orders them.
      teams.enumerated().map { [number(rep), number($1), $0 == 0 ? "true" : "false"] }
    }
    return [
      insert("process", "id, org_id, title", processes), insert("rep", "id, org_id, full_name", reps),
      insert("team", "id, org_id, title", groups),
      insert("team_member", "rep_id, team_id, is_main", members),
      insert(
        "phase", "id, process_id, title, sort, outcome, chance",
        phases.map {
          [
            number($0.id), number($0.process), text($0.title), number($0.place), text($0.outcome),
            number($0.chance),
          ]
        }),
      insert(
        "opportunity",
        """
        id, org_id, process_id, phase_id, rep_id, value_cents, currency, created, modified, phase_since, expected,
        closed, deleted_at
        """,
        opportunities.map(values)),
      insert(
        "phase_change", "id, org_id, opportunity_id, phase_id, changed",
        changes.map {
          [
            number($0.id), number($0.organisation), number($0.opportunity), number($0.phase),
            time($0.changed),
          ]
        }),
      insert(
        "quota", "id, org_id, rep_id, team_id, process_id, first_day, last_day, amount_cents",
        quotas.enumerated().map { position, quota in
          [
            number(position), number(quota.organisation), number(quota.rep), number(quota.team),
            number(quota.process), day(quota.firstDay), day(quota.lastDay), number(quota.cents),
          ]
        }),
    ].joined()
  }

  private func values(_ row: Opportunity) -> [String] {
    [
      number(row.id), number(row.organisation), number(row.process), number(row.phase), number(row.rep),
      number(row.cents), text(row.currency), time(row.created), time(row.modified), time(row.phaseSince),
      day(row.expected), time(row.closed), row.isDeleted ? time(row.modified) : "NULL",
    ]
  }

  private func insert(_ table: String, _ columns: String, _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let tuples = rows.map { "(\($0.joined(separator: ", ")))" }.joined(separator: ",\n")
    return "INSERT INTO crm.\(table) (\(columns)) VALUES\n\(tuples);\n"
  }

  private func number(_ number: Int?) -> String { number.map(String.init) ?? "NULL" }

  private func text(_ text: String?) -> String { text.map { "'\($0)'" } ?? "NULL" }

  private func day(_ day: Int?) -> String { day.map { "'\(CivilText.date($0))'" } ?? "NULL" }

  /// Without the zone that the text of an instant ends with.
  private func time(_ time: Int?) -> String {
    time.map { "'\(CivilText.instant($0).replacing("+00", with: ""))'" } ?? "NULL"
  }
}
