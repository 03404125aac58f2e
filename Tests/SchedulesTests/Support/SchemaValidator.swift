import Foundation

/// Validates YAML files against a JSON Schema with independent tools: Python's `jsonschema` and PyYAML.
enum SchemaValidator {
  struct Verdict: Decodable {
    /// For each file, the first problem, or nil.
    let problems: [String?]
  }

  struct Failure: Error, CustomStringConvertible {
    let python: String
    let status: Int32

    var description: String {
      """
      \(python) ended with status \(status); the reason is above. The schema is tested with Python's \
      jsonschema and PyYAML. scripts/test creates an environment that has them. To do it by hand: \
      python3 -m venv VENV && VENV/bin/pip install jsonschema pyyaml, then set \
      DYNO_REPORTS_PYTHON=VENV/bin/python.
      """
    }
  }

  /// - Returns: for each file, why the schema refuses it, or nil.
  static func problems(in files: [String], schema: String) throws -> [String?] {
    let request = try JSONEncoder().encode(["schema": [schema], "files": files])
    return try JSONDecoder().decode(Verdict.self, from: run(input: request)).problems
  }

  private static func run(input: Data) throws -> Data {
    // A file rather than a pipe: writing to a pipe that Python has closed would end the tests.
    let file = FileManager.default.temporaryDirectory.appending(path: "schema-cases-\(UUID()).json")
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }

    let python = ProcessInfo.processInfo.environment["DYNO_REPORTS_PYTHON"]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python ?? "/usr/bin/env")
    process.arguments = (python == nil ? ["python3"] : []) + ["-c", program]
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(python: python ?? "python3", status: process.terminationStatus)
    }
    return answer
  }

  /// PyYAML reads YAML 1.1. Editors read the core schema of YAML 1.2, in which `on` and dates are text.
  private static let program = #"""
    import json, re, sys
    import jsonschema, yaml

    class Core(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

    def resolve(tag, pattern, first):
        Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)

    resolve("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF"))
    resolve("int", r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789"))
    resolve("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789"))
    resolve("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""])

    def integer(loader, node):
        text = loader.construct_scalar(node)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text, 10)

    def number(loader, node):
        return float(loader.construct_scalar(node))

    Core.add_constructor("tag:yaml.org,2002:int", integer)
    Core.add_constructor("tag:yaml.org,2002:float", number)

    request = json.load(sys.stdin)
    schema = json.loads(request["schema"][0])
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)

    def problem(text):
        try:
            value = yaml.load(text, Core)
        except yaml.YAMLError as error:
            return "not valid YAML: " + str(error)
        return next((f"{e.json_path}: {e.message}" for e in validator.iter_errors(value)), None)

    json.dump({"problems": [problem(text) for text in request["files"]]}, sys.stdout)
    """#
}
