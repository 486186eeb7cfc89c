import type { CanonicalEvent } from "../adapter.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { firstText, pickLabels } from "../fields.ts"
import { pickObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { readSyslogLine } from "../syslog-line.ts"
import { mapValue } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"

/** A line of Sophos UTM (SG): `id="2101" severity="warn" sys="SecureNet" sub="ips" name="…"`. */
export function isUtmLog(entry: unknown): boolean {
  const isNamed = firstText(entry, "sys") !== null || firstText(entry, "srcip") !== null
  return isNamed && /^\d{4}$/.test(firstText(entry, "id") ?? "")
}

const found = /intrusion|virus|malware|portscan|flood|advanced threat|authentication failed|login failed/i

export function isUtmAlert(entry: unknown): boolean {
  if (/^(?:ips|antivirus|atp)$/i.test(firstText(entry, "sub") ?? "")) return true
  // The web server protection names what stopped a request.
  const reason = firstText(entry, "reason")
  const isStopped = firstText(entry, "statuscode") === "403" && reason !== null && reason !== "-"
  const isBroken = /^(?:emerg|alert|crit|err)/i.test(firstText(entry, "severity") ?? "")
  return isStopped || isBroken || found.test(firstText(entry, "name") ?? "")
}

/** @see https://docs.sophos.com/nsg/sophos-utm/utm/9.7/help/en-us/Content/utm/utmAdminGuide/Logging.htm */
export function utmEvent({
  line,
  fields,
}: {
  readonly line: string
  readonly fields: unknown
}): CanonicalEvent {
  const [id, sub, name] = [firstText(fields, "id"), firstText(fields, "sub"), firstText(fields, "name")]
  const reason = firstText(fields, "reason")
  const said = reason === "-" || reason === null ? null : reason
  const [source, target] = [firstText(fields, "srcip", "caller"), firstText(fields, "dstip", "host", "url")]
  const header = readSyslogLine(line)
  const own = /(?:^|\s)(\d{4}):(\d\d):(\d\d)-(\d\d:\d\d:\d\d)\s+(\S{1,255})/.exec(line.slice(0, 200))
  const isOwn = /^system$/i.test(firstText(fields, "sys") ?? "") && sub !== "auth"
  return canonicalEvent({
    discipline: isOwn ? "noc" : "soc",
    category: isOwn ? "availability" : "security",
    title: [name ?? `Sophos UTM ${sub ?? id ?? ""}`.trim(), said].filter(Boolean).join(": "),
    description: [source && `${source} → ${target ?? "?"}`, firstText(fields, "class")]
      .filter(Boolean)
      .join(" · "),
    status: { value: "firing", word: firstText(fields, "action"), partial: [] },
    severity: mapValue(severityWords, "severity", firstText(fields, "severity")),
    // The device writes its local time without a zone: UTC.
    time: own ? readWrittenTime("time", `${own[1]}-${own[2]}-${own[3]} ${own[4]}`) : header.time,
    externalId: null,
    dedupeKey: [id, firstText(fields, "sid") ?? said ?? "-", source, target ?? "-"],
    groupKey: [id, firstText(fields, "sid") ?? said],
    asset: own?.[5] ?? header.host,
    rule: firstText(fields, "sid") ?? id,
    observables: pickObservables(fields, {
      ip: ["srcip", "dstip"],
      user: ["user"],
      url: ["url"],
      domain: ["host"],
    }),
    labels: pickLabels(fields, [
      "id",
      "sys",
      "sub",
      "action",
      "class",
      "group",
      "fwrule",
      "proto",
      "dstport",
      "url",
    ]),
    expects: { name: name ?? sub ?? said },
  })
}
