internal import Reports

/// What was taken over without its facts is final as bytes: its files are kept and copied, never written anew.
struct FinalBytes {
  let staging: Staging

  /// Copies the files of a report to where they belong, from where they are recorded, or from where a publisher that was stopped
  /// has put them.
  ///
  /// - Parameters:
  ///   - path: where each part of a format belongs.
  ///   - otherPath: where it would belong if the revision were the current one instead of a superseded one, or the other way round.
  /// - Returns: the report with its files as they will be, and the paths of those that were staged.
  /// - Throws: ``BytesMissing``
  func move(
    _ report: ManifestReport, to path: (ExportFormat, _ part: Int) -> String,
    or otherPath: (ExportFormat, _ part: Int) -> String
  ) throws -> (ManifestReport, staged: [String]) {
    var parts: [String: Int] = [:]
    var staged: [String] = []
    let files = try report.files.map { file in
      parts[file.format, default: 0] += 1
      let format = try ExportFormat(recorded: file.format)
      let target = path(format, parts[file.format] ?? 1)
      if !staging.has(target, sha256: file.sha256) {
        let places = [file.path, otherPath(format, parts[file.format] ?? 1)]
        guard let place = places.first(where: { staging.has($0, sha256: file.sha256) }) else {
          throw BytesMissing(path: file.path)
        }
        let copy = try staging.makeFile(target)
        let found = try DigestSink.ofFile(staging.tree + "/" + place) {
          (bytes) throws(FileSystemError) in try copy.write(bytes)
        }
        guard found?.sha256 == file.sha256 else { throw BytesMissing(path: place) }
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
