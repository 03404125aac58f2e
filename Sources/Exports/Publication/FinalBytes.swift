internal import Reports

/// What was taken over without its facts is final as bytes: its files are kept and copied, never written anew.
struct FinalBytes {
  let staging: Staging

  /// Copies the files of a report to where they belong.
  ///
  /// - Parameter path: where each part of a format belongs.
  /// - Returns: the report with its files as they will be, and the paths of those that were staged.
  /// - Throws: ``BytesMissing``
  func move(
    _ report: ManifestReport, to path: (ExportFormat, _ part: Int) -> String
  ) throws -> (ManifestReport, staged: [String]) {
    var parts: [String: Int] = [:]
    var staged: [String] = []
    let files = try report.files.map { file in
      parts[file.format, default: 0] += 1
      let target = path(try ExportFormat(recorded: file.format), parts[file.format] ?? 1)
      // A publisher that was stopped may have put it there.
      if !staging.has(target, sha256: file.sha256) {
        let copy = try staging.makeFile(target)
        let found = try DigestSink.ofFile(staging.tree + "/" + file.path) {
          (bytes) throws(FileSystemError) in try copy.write(bytes)
        }
        guard found?.sha256 == file.sha256 else { throw BytesMissing(path: file.path) }
        _ = try copy.finish()
        staged.append(target)
      }
      return file.moved(to: target)
    }
    let moved = ManifestReport(
      report: report.report, version: report.version, parameters: report.parameters, runs: report.runs,
      files: files)
    return (moved, staged)
  }

  /// - Throws: ``BytesMissing``
  func keep(_ view: ViewFile) throws -> ViewFile {
    guard staging.has(view.path, sha256: view.sha256) else { throw BytesMissing(path: view.path) }
    return view
  }
}

extension ManifestFile {
  fileprivate func moved(to path: String) -> ManifestFile {
    ManifestFile(
      path: path, format: format, rows: rows, columns: columns, bytes: bytes, sha256: sha256,
      rawBytes: rawBytes, rawSHA256: rawSHA256, controlTotals: controlTotals, changedCells: changedCells,
      gzip: gzip)
  }
}
