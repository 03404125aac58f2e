internal import Exports

/// A page: what is the same on all of them.
struct Page {
  let title: String
  let header: Markup
  let body: Markup
  let footer: Markup

  /// Nothing but the page's own style is allowed, so that nothing that stands in the CRM can do more than be read.
  private static let policy =
    "default-src 'none'; style-src '\(StyleDigest.name(of: Stylesheet.bytes))'; "
    + "base-uri 'none'; form-action 'none'"

  var markup: Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(Markup(stringLiteral: Self.policy))">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(title)</title>
    <style>\(Markup(stringLiteral: Stylesheet.text))</style>
    </head>
    <body>
    <header>\(header)</header>
    <main>
    \(body)
    </main>
    <footer>\(footer)</footer>
    </body>
    </html>

    """
  }
}
