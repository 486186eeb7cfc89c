import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf } from "../documents.ts"
import { at, firstText, pickLabels } from "../fields.ts"
import { pickObservables } from "../observables.ts"
import { readTimestamp } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { mapValue, type ValueMap } from "../value-map.ts"
import { readWrittenTime } from "../written-time.ts"
import { readSnortCsv } from "./snort-csv.ts"
import { readSnortText } from "./snort-text.ts"

/** Priorities of rules: 1 is the worst, 0 is none. @see https://docs.snort.org/rules/options/general/priority */
const priorities: ValueMap<Severity> = {
  version: 2,
  values: { "0": "medium", "1": "high", "2": "medium", "3": "low", "4": "info" },
  otherwise: "medium",
}

/**
 * Snort 2 and 3: alerts as fast and full text, by syslog, as CSV, and as the JSON of alert_json.
 *
 * @see https://docs.snort.org/start/alert_logging
 */
export const snort: Adapter = {
  key: "snort",
  label: "Snort",
  discipline: "soc",
  normalise(body) {
    const alerts = alertsOf(body)
    if (alerts.length === 0) throw new UnreadableBody("no alert of Snort: neither [**] [1:2:3] nor a rule")
    return eventsOf(alerts, eventOf)
  },
}

function alertsOf(body: Body): readonly unknown[] {
  if (body.kind === "text") {
    const alerts = readSnortText(body.text)
    return alerts.length > 0 ? alerts : readSnortCsv(body.text)
  }
  const documents = documentsOf(body, "Snort")
  const known = documents.filter(
    (document) => firstText(document, "rule", "sid", "sig_id", "signature_id", "msg") !== null,
  )
  // A collector sends the line as it was.
  const lines = documents.flatMap((document) =>
    readSnortText(firstText(document, "message", "event.original", "raw") ?? ""),
  )
  return lines.length > 0 ? lines : known
}

function eventOf(alert: unknown): CanonicalEvent {
  const [source, target] = [addressOf(alert, "src"), addressOf(alert, "dst")]
  const [gid = "1", sid, rev] = (firstText(alert, "rule") ?? "").split(":")
  const generator = firstText(alert, "gid", "sig_generator") ?? (gid || "1")
  const signature = firstText(alert, "sid", "sig_id", "signature_id") ?? sid ?? null
  const message = firstText(alert, "msg", "message")
  const rule = [generator, signature ?? message]
  const priority = firstText(alert, "priority")
  const time = timeOf(alert)
  return canonicalEvent({
    discipline: "soc",
    category: "security",
    title: message ?? (signature ? `Snort rule ${generator}:${signature}` : "Snort alert"),
    description: [
      firstText(alert, "class", "classification"),
      firstText(alert, "proto"),
      `${source ?? "?"} → ${target ?? "?"}`,
    ]
      .filter(Boolean)
      .join(" · "),
    status: { value: "firing", word: firstText(alert, "action"), partial: [] },
    severity: mapValue(priorities, "priority", priority),
    time,
    // Each packet alerts anew: the same rule between the same two is one problem.
    dedupeKey: [...rule, source, target],
    groupKey: rule,
    asset: firstText(alert, "host"),
    rule: signature && `${generator}:${signature}`,
    observables: pickObservables({ source, target }, { ip: ["source", "target"] }),
    labels: {
      ...pickLabels(alert, ["class", "proto", "iface", "action", "src_port", "dst_port", "service", "dir"]),
      ...(rev ? { revision: rev } : {}),
    },
    expects: {
      sid: signature,
      src: source,
      dst: target,
      // What comes without configuration as CSV or JSON has neither of these.
      ...((message ?? priority) ? { msg: message, priority } : {}),
    },
  })
}

/** `src_addr`, or `src_ap` with the port behind the last colon. */
function addressOf(alert: unknown, side: "src" | "dst"): string | null {
  const pair = firstText(alert, `${side}_ap`)
  const alone = firstText(alert, `${side}_addr`, side, `${side}_ip`, side === "dst" ? "dest_ip" : "source_ip")
  return alone ?? (pair ? pair.replace(/:\d{1,5}$/, "").replace(/^\[|\]$/g, "") : null)
}

/**
 * The sensor's own clock, read as UTC: `05/30/26-19:09:10.917356` with -y, `26/05/30-…` in Snort 3. As it comes it has no
 * year, which is no mistake of the alert, and not for us to guess.
 */
function timeOf(alert: unknown) {
  const given = firstText(alert, "timestamp", "seconds")
  const [, first = "", second = "", third, clock = ""] =
    /^(\d\d)\/(\d\d)(?:\/(\d\d))?-(\d\d:\d\d:\d\d(?:\.\d{1,9})?)/.exec(given ?? "") ?? []
  const seconds = readTimestamp(at(alert, "seconds"))
  if (third === undefined && first !== "") return { value: seconds, partial: [] }
  if (third === undefined) return readWrittenTime("timestamp", given)
  // Snort 3 leads with the year.
  const isYearFirst = Number(first) > 12
  const date = isYearFirst ? `20${first}-${second}-${third}` : `20${third}-${first}-${second}`
  return readWrittenTime("timestamp", `${date}T${clock}Z`)
}
