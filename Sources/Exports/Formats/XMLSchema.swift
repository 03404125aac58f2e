internal import Reports
internal import XML

/// The XSD of a report's XML files, derived from the report's columns.
struct XMLSchema {
  static func path(_ type: String, _ version: Int) -> String { "schema/\(type)-v\(version).xsd" }

  private let report: Report

  init(_ report: Report) { self.report = report }

  var document: [UInt8] {
    get throws {
      let attributes = [
        ("xmlns:xs", "http://www.w3.org/2001/XMLSchema"), ("xmlns", report.xmlNamespace),
        ("targetNamespace", report.xmlNamespace), ("elementFormDefault", "qualified"),
        ("version", "\(report.version)"),
      ]
      let schema = XMLElement(
        "xs:schema", attributes, [root, row] + types.map(\.definition))
      return try schema.document()
    }
  }

  /// The types that the XSD defines, each once.
  private var types: [XMLSchemaType] {
    let all = report.fileColumns.map(XMLSchemaType.init) + RootAttribute.all(of: report).map(\.type)
    return all.enumerated().filter { index, type in
      all.prefix(index).allSatisfy { $0.name != type.name }
    }.map(\.element)
  }

  private var root: XMLElement {
    let rows = XMLElement(
      "xs:element", [("name", "row"), ("type", "row"), ("minOccurs", "0"), ("maxOccurs", "unbounded")])
    return XMLElement(
      "xs:element", [("name", report.type)],
      [
        Self.documentation("\(report.title). \(report.question) \(report.windowRule)"),
        XMLElement("xs:complexType", [], [XMLElement("xs:sequence", [], [rows])] + attributes),
      ])
  }

  /// The declarations of the root's attributes.
  private var attributes: [XMLElement] {
    RootAttribute.all(of: report).map { attribute in
      XMLElement(
        "xs:attribute",
        [
          ("name", attribute.name), ("type", attribute.type.name),
          ("use", attribute.isOptional ? "optional" : "required"),
        ],
        [Self.documentation(attribute.documentation)])
    }
  }

  private var row: XMLElement {
    let columns = report.fileColumns.map { column in
      XMLElement(
        "xs:element",
        [("name", column.name), ("type", XMLSchemaType(column).name)]
          + (column.isNullable ? [("minOccurs", "0")] : []),
        [Self.documentation(column.documentation)])
    }
    return XMLElement(
      "xs:complexType", [("name", "row")],
      [Self.documentation("An absent element is NULL."), XMLElement("xs:sequence", [], columns)])
  }

  private static func documentation(_ text: String) -> XMLElement {
    XMLElement("xs:annotation", [], [XMLElement("xs:documentation", text: text)])
  }
}
