import type { CanonicalEvent } from "../adapter.ts"
import { at, firstText, listOf, pickLabels, text } from "../fields.ts"
import { mapValue } from "../value-map.ts"
import { findingEvent, vulnerabilitySeverities } from "../vulnerability.ts"
import { readWrittenTime } from "../written-time.ts"

export type Found = {
  readonly kind: "vulnerability" | "misconfiguration" | "secret" | "licence"
  readonly entry: unknown
  readonly asset: string | null
  /** The file, the operating system or the kind of packages it was found in. */
  readonly target: string | null
  readonly time: unknown
  /** The operator no longer has it. */
  readonly isGone: boolean
}

export function foundEvent(found: Found): CanonicalEvent {
  const { entry, asset, target } = found
  const severity = firstText(entry, "Severity")
  return findingEvent({
    ...wordsOf(found),
    asset,
    status: { value: found.isGone ? "resolved" : "firing", word: firstText(entry, "Status"), partial: [] },
    severity: mapValue(vulnerabilitySeverities, "Severity", severity),
    time: readWrittenTime("CreatedAt", found.time),
    url: firstText(entry, "PrimaryURL", "primaryLink", "Link") ?? text(listOf(at(entry, "References"))[0]),
    labels: {
      ...(target ? { target } : {}),
      ...pickLabels(entry, {
        package: "PkgName",
        version: "InstalledVersion",
        fixedIn: "FixedVersion",
        status: "Status",
        category: "Category",
        resource: "CauseMetadata.Resource",
      }),
    },
  })
}

function wordsOf(found: Found) {
  const { entry, target } = found
  switch (found.kind) {
    case "vulnerability":
      return vulnerabilityWords(entry)
    case "misconfiguration":
      return checkWords(entry, target)
    case "secret":
      return secretWords(entry, target)
    case "licence":
      return licenceWords(entry)
  }
}

function vulnerabilityWords(entry: unknown) {
  const id = firstText(entry, "VulnerabilityID")
  const name = firstText(entry, "PkgName", "resource")
  const path = firstText(entry, "PkgPath", "target")
  const about =
    firstText(entry, "Title") ?? [name, firstText(entry, "InstalledVersion")].filter(Boolean).join(" ")
  return {
    title: `${id ?? "Vulnerability"}: ${about || "without a name"}`,
    description: firstText(entry, "Description"),
    vulnerability: id,
    where: [name, path],
    cves: [id],
    expects: { VulnerabilityID: id, PkgName: name, Severity: firstText(entry, "Severity") },
  }
}

function checkWords(entry: unknown, target: string | null) {
  const id = firstText(entry, "AVDID", "ID", "checkID")
  const title = firstText(entry, "Title")
  const resource = firstText(entry, "CauseMetadata.Resource")
  return {
    category: "policy" as const,
    title: [id, title].filter(Boolean).join(": ") || "Misconfiguration",
    description: [
      firstText(entry, "Message"),
      firstText(entry, "Description"),
      firstText(entry, "Resolution"),
    ]
      .filter(Boolean)
      .join("\n"),
    vulnerability: id ?? title,
    where: [target, resource ?? firstText(entry, "CauseMetadata.StartLine")],
    cves: [],
    expects: { ID: id, Severity: firstText(entry, "Severity") },
  }
}

/** The match is left out: it may be the secret. */
function secretWords(entry: unknown, target: string | null) {
  const rule = firstText(entry, "RuleID")
  const place = [firstText(entry, "target") ?? target, firstText(entry, "StartLine")]
    .filter(Boolean)
    .join(":")
  return {
    category: "security" as const,
    title: `Secret found: ${firstText(entry, "Title") ?? rule ?? "unnamed"}${place ? ` in ${place}` : ""}`,
    description: null,
    vulnerability: rule,
    where: [place || null],
    cves: [],
    expects: { RuleID: rule, Severity: firstText(entry, "Severity") },
  }
}

function licenceWords(entry: unknown) {
  const name = firstText(entry, "Name")
  const holder = firstText(entry, "PkgName", "FilePath")
  return {
    category: "policy" as const,
    title: `Licence ${name ?? "unknown"} of ${holder ?? "a file"}`,
    description: null,
    vulnerability: name && `licence ${name}`,
    where: [holder],
    cves: [],
    expects: { Name: name },
  }
}
