internal import Runs

/// The manual page, in the macros of man(7), made from the help of the commands.
struct ManualPage {
  let program: CommandHelp

  var text: String {
    let name = program.commandName
    var lines = [
      ".TH \(name.uppercased()) 1 \"\" \"\(name) \(Versions.software)\" \"User commands\"",
      ".nh", ".ad l",
      ".SH NAME", "\(escaped(name)) \\- \(prose(program.abstract))",
      ".SH SYNOPSIS", ".B \(escaped(name))", ".I command", "[\\fIoptions\\fR]",
      ".SH DESCRIPTION",
    ]
    lines += description(of: program)
    lines += options(of: program) + [".SH COMMANDS"]
    lines += program.ownSubcommands.flatMap { section($0, after: name) }
    lines += [".SH ENVIRONMENT"]
    lines += Setting.all.flatMap { setting in
      [".TP", ".B \(escaped(setting.variable))", escaped(Self.meaning(of: setting))]
    }
    lines += [
      ".TP", ".B NO_COLOR", "If it is set, nothing is coloured.",
      ".TP", ".B COLUMNS", "The width of tables on a terminal, if it is not the terminal's own.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func meaning(of setting: Setting) -> String {
    let flag = setting.flag.map { "Stands for \($0)." }
    return [flag, setting.defaultValue.map { "Default: \($0)." }].compactMap(\.self).joined(separator: " ")
  }

  private func section(_ command: CommandHelp, after parent: String) -> [String] {
    let name = "\(parent) \(command.commandName)"
    return [".SS \(escaped(name))", prose(command.abstract)]
      + description(of: command)
      + options(of: command)
      + command.ownSubcommands.flatMap { section($0, after: name) }
  }

  private func options(of command: CommandHelp) -> [String] {
    command.ownArguments.flatMap { [".TP", ".B \(escaped($0.written))", prose($0.text)] }
  }

  private func description(of command: CommandHelp) -> [String] {
    let examples = command.examples
    return command.paragraphs.flatMap { [".PP", prose($0)] }
      + (examples.isEmpty
        ? [] : [".PP", "Examples:", ".PP", ".RS 4", ".nf"] + examples.map(escaped) + [".fi", ".RE"])
  }

  /// What is to be typed stands out.
  private func prose(_ text: String) -> String {
    let escaped = escaped(text)
    return escaped.matches(of: /`([^`]+)`/).reversed().reduce(into: escaped) { text, quoted in
      text.replaceSubrange(quoted.range, with: "\\fB\(quoted.1)\\fR")
    }
  }

  /// Text that no macro and no escape is read in. Hyphens are those of a keyboard, so that commands can be copied.
  private func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("\n", with: " ")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
