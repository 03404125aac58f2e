/// A period, or several of the same kind, in a section of the status page.
struct StatusLine {
  let tenant: String
  let schedule: String
  let period: String
  let state: String
  let text: String
  /// What more there is to say.
  var details: Markup = ""
  /// What to run next, in order; empty if nothing is to be done.
  var commands: [String] = []

  /// - Parameter isFault: whether it is to stand out.
  func row(isFault: Bool) -> Markup {
    let commands: [Markup] = commands.map { "<div><code>\($0)</code></div>" }
    return """
      <tr><th scope="row"><b>\(tenant)</b><div class="q">\(schedule) \(period)</div></th>\
      <td class="\(isFault ? "t warn" : "t" as Markup)">\(state)</td><td class="t">\(text)\(details)\(commands)</td></tr>

      """
  }
}
