extension String {
  /// For messages: names of files can contain anything.
  var replacingControlCharacters: String {
    String(
      UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
