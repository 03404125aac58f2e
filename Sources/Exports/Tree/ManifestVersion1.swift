/// `manifest.json` as earlier programs wrote it: it lists everything itself.
struct ManifestVersion1: Decodable {
  let tenant: Manifest.Tenant
  let occurrences: [ManifestEntry]
  let history: [ManifestEntry]
}
