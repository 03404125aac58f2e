internal import Foundation
internal import Reports

/// What all runs of one attempt have in common: the programs' versions and the canonical parameters of each
/// report. With them, a reader of the files can derive the id of every run.
package struct RunOrigin: Sendable, Codable, Equatable {
  package let softwareVersion: String
  package let methodologyVersion: String
  /// By report type: `input_params` without the dimensions of the runs.
  package let parameters: [String: [String: ParameterValue]]

  private enum CodingKeys: String, CodingKey {
    case parameters
    case softwareVersion = "software_version"
    case methodologyVersion = "methodology_version"
  }

  package init(
    softwareVersion: String, methodologyVersion: String, parameters: [String: [String: ParameterValue]]
  ) {
    self.softwareVersion = softwareVersion
    self.methodologyVersion = methodologyVersion
    self.parameters = parameters
  }

  init(_ identities: [RunIdentity]) {
    softwareVersion = Versions.software
    methodologyVersion = Versions.methodology
    parameters = Dictionary(
      identities.map { ($0.request.report.type, $0.parameters) },
      uniquingKeysWith: { first, _ in first })
  }
}
