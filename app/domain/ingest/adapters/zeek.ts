import type { Severity } from "../../alerts/severity.ts"
import { type Adapter, type CanonicalEvent, ignored } from "../adapter.ts"
import type { Body } from "../body.ts"
import { canonicalEvent } from "../canonical-event.ts"
import { documentsOf, eventsOf, shipped } from "../documents.ts"
import { at, firstText, isFields, labelsOf, pickLabels } from "../fields.ts"
import { findObservables, pickObservables } from "../observables.ts"
import { severityWords } from "../severity-words.ts"
import { findTechniques } from "../techniques.ts"
import { readTime } from "../timestamp.ts"
import { UnreadableBody } from "../unreadable-body.ts"
import { type Mapped, mapValue } from "../value-map.ts"
import { readZeekTsv } from "./zeek-tsv.ts"

/** Notices about the sensor rather than the network. */
const operational = /^(?:CaptureLoss|PacketFilter|Stats|Cluster|Weird|Broker|ReceivedTooMuch)::/i

/**
 * Zeek's notice.log as JSON (also by Corelight) and as tab-separated text with its header. The other logs are telemetry.
 *
 * @see https://docs.zeek.org/en/master/logs/notice.html
 */
export const zeek: Adapter = {
  key: "zeek",
  label: "Zeek",
  discipline: "soc",
  normalise(body) {
    const records = read(body)
    const notices = records.filter(
      (record) => firstText(record, "note") !== null || firstText(record, "_path") === "notice",
    )
    if (notices.length > 0) return eventsOf(notices, eventOf)
    const isLog = (record: unknown) =>
      at(record, "ts") !== undefined || firstText(record, "_path", "uid") !== null
    if (records.some(isLog)) return ignored("logs of the network, not notices")
    throw new UnreadableBody("no note, as every notice of Zeek has")
  },
}

function read(body: Body): readonly unknown[] {
  if (body.kind !== "text") return documentsOf(body, "Zeek").map(shipped).map(ofElastic)
  const records = readZeekTsv(body.text)
  if (records === null) throw new UnreadableBody("text without the #fields of a log of Zeek")
  return records
}

/** Filebeat's module puts the notice into `zeek.notice`, and the two ends beside it. */
function ofElastic(record: unknown): unknown {
  const notice = at(record, "zeek", "notice")
  if (!isFields(notice)) return record
  return {
    ts: at(record, "@timestamp"),
    src: firstText(record, "source.ip", "source.address"),
    dst: firstText(record, "destination.ip", "destination.address"),
    host: firstText(record, "observer.hostname", "host.name"),
    ...notice,
  }
}

function eventOf(notice: unknown): CanonicalEvent {
  const note = firstText(notice, "note")
  const message = firstText(notice, "msg", "event_msg")
  const source = firstText(notice, "src", "id.orig_h", "src_addr")
  const target = firstText(notice, "dst", "id.resp_h", "dst_addr")
  const isOwn = operational.test(note ?? "")
  const about = firstText(notice, "identifier") ?? (source || target ? null : firstText(notice, "sub"))
  return canonicalEvent({
    discipline: isOwn ? "noc" : "soc",
    category: isOwn ? "performance" : "security",
    title: [note, message].filter(Boolean).join(": ") || "Zeek notice",
    description: [message, firstText(notice, "sub")].filter(Boolean).join("\n"),
    severity: severityOf(notice),
    time: readTime("ts", at(notice, "ts")),
    // The uid is that of a connection: the same notice about the same two is one problem.
    dedupeKey: [note, [source, target, about].filter(Boolean).join("|") || "-"],
    groupKey: [note],
    asset: firstText(notice, "_system_name", "peer_descr", "host"),
    rule: note,
    observables: [
      ...pickObservables(notice, {
        ip: ["src", "dst", "id.orig_h", "id.resp_h", "src_addr", "dst_addr"],
        hash: ["sha256", "sha1", "md5"],
        domain: ["server_name", "host_name"],
      }),
      ...findObservables(message),
      ...findObservables(firstText(notice, "sub")),
    ],
    techniques: findTechniques(note, message, firstText(notice, "sub")),
    labels: { ...pickLabels(notice, shown), ...labelsOf({ actions: at(notice, "actions") }) },
    expects: { note, msg: message },
  })
}

const shown = [
  "uid",
  "proto",
  "p",
  "n",
  "fuid",
  "file_mime_type",
  "sub",
  "id.orig_p",
  "id.resp_p",
  "suppress_for",
]

/** Zeek rates nothing; Corelight adds a name. */
function severityOf(notice: unknown): Mapped<Severity> {
  return mapValue(severityWords, "severity.name", firstText(notice, "severity.name"))
}
