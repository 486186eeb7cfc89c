import { at, listOf, text } from "../fields.ts"

/** Fields of the Common Information Model that hold something to pivot on. */
export const observed = {
  ip: ["src", "src_ip", "dest", "dest_ip", "dvc_ip", "clientip", "ip", "risk_object"],
  domain: ["dest", "src", "dest_dns", "query", "url_domain", "dest_host", "src_host"],
  url: ["url", "http_referrer"],
  hash: ["file_hash", "hash", "process_hash", "sha256", "md5"],
  user: ["user", "src_user", "user_name", "event.UserName"],
  mail: ["src_user", "recipient", "sender", "user"],
  cve: ["cve"],
} as const

/** What makes two findings of one search different problems. */
export const subjects = [
  "src",
  "src_ip",
  "dest",
  "dest_ip",
  "user",
  "src_user",
  "risk_object",
  "entity",
  "host",
  "signature",
  "file_hash",
  "url",
]

const pair = /([A-Za-z_][A-Za-z0-9_.:]{0,99})="([^"]{0,4000})"/g
const maxRaw = 100_000

/** The fields of a stashed event's text: `1739168412, search_name="…", src="…"`. Of a repeated one the first counts. */
export function readRaw(raw: string | null): Record<string, string> {
  const found = new Map<string, string>()
  for (const [, name = "", value = ""] of (raw ?? "").slice(0, maxRaw).matchAll(pair)) {
    if (found.size >= 300) break
    if (!found.has(name) && value !== "") found.set(name, value)
  }
  return Object.fromEntries(found)
}

/** Annotations of a correlation search, and of risk events. */
export function techniquesIn(fields: unknown): readonly (string | null)[] {
  const names = [
    "annotations.mitre_attack",
    "annotations.mitre_attack.mitre_technique_id",
    "mitre_technique_id",
    "mitre_technique",
    "annotations",
    "rule_name",
    "search_name",
  ]
  return names.flatMap((name) => {
    const value = at(fields, ...name.split("."))
    return Array.isArray(value) ? listOf(value).slice(0, 50).map(text) : [text(value)]
  })
}
