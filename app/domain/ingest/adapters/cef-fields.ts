import type { Observable } from "../adapter.ts"
import type { Cef } from "../cef.ts"
import { firstText } from "../fields.ts"
import { findObservables, observable, pickObservables } from "../observables.ts"
import { readTimestamp, type TimeRead } from "../timestamp.ts"
import { readWrittenTime } from "../written-time.ts"
import { fortinetText } from "./cef-names.ts"

type Extensions = Cef["extensions"]
type Named = Readonly<Record<string, string>>

const hosts = ["dhost", "destinationHostName", "shost", "sourceHostName", "dvchost", "deviceHostName", "dvc"]
/** Both ends of what a gateway or a sensor saw are strangers as likely as not: it is the device that is named first. */
const gateways = /^(?:cisco|fortinet|trellix|fireeye|sonicwall)$/i
const own = ["dvchost", "deviceHostName", "dvc", "deviceExternalId", "shost"]
const products = ["device_name", "computerName", "TMCMLogDetectedHost", "MachineName", "device_asset_id"]

/** The machine or site that a line names. */
export function cefAsset({ deviceVendor, extensions }: Cef, named: Named): string | null {
  const given = [
    ...(gateways.test(deviceVendor) ? own : hosts).map((name) => firstText(extensions, name)),
    firstText(named, "MachineName"),
    firstText(extensions, ...products),
    ...(/^incapsula$/i.test(deviceVendor) ? [firstText(extensions, "sourceServiceName")] : []),
    /^cn=([^,]{1,200})/i.exec(firstText(extensions, "originsicname") ?? "")?.[1] ?? null,
  ]
  // Mail products put the address of a mailbox where others have a host.
  return (
    given.find((host) => host !== null && !/^(?:unknown|none|n\/a|-|localhost)$|^127\.|@/i.test(host)) ?? null
  )
}

const times = ["rt", "deviceReceiptTime", "end", "endTime", "start", "startTime"]
const ownTime = /(?:detection|event|change|alert)_?time(?:stamp)?$/i

export function cefTime(extensions: Extensions): TimeRead {
  const zone = firstText(extensions, "dtz", "deviceTimeZone")
  const given = times.find((name) => extensions[name])
  if (given !== undefined)
    return readWrittenTime(given, plain(extensions[given]), zone && /^[+-]\d\d:\d\d$/.test(zone) ? zone : "Z")
  // FortiOS' own; of a virus the same field holds a word.
  const exact = fortinetText(extensions, "eventtime")
  if (/^\d{9,19}$/.test(exact ?? "")) return readWrittenTime("eventtime", exact)
  const other = Object.keys(extensions).find(
    (name) => ownTime.test(name.slice(-40)) && readTimestamp(extensions[name]) !== null,
  )
  return readWrittenTime(other ?? "rt", other === undefined ? undefined : extensions[other])
}

/** IBM's databases write `2026-04-30-11.35.29.886549`. */
const plain = (time: string | undefined) =>
  time?.replace(/^(\d{4}-\d\d-\d\d)-(\d\d)\.(\d\d)\.(\d\d)/, "$1 $2:$3:$4")

const hashNames = /(?:hash|md5|sha-?1|sha-?256|cksum|checksum|sum|hash ?list)$/i
const texts = [
  "cs1",
  "cs2",
  "cs3",
  "cs4",
  "cs5",
  "cs6",
  "flexString1",
  "flexString2",
  "msg",
  "requestContext",
]
const sentences = ["cat", "event_description", "alert_description"]

export function cefObservables({ name, extensions }: Cef, named: Named): Observable[] {
  const free = [...texts, ...sentences].filter(
    (key) => !/m(?:sg|essage) ?id/i.test(extensions[`${key}Label`] ?? ""),
  )
  const hashed = [...Object.entries(extensions), ...Object.entries(named)].filter(([key]) =>
    hashNames.test(key.slice(-40)),
  )
  return [
    ...pickObservables(extensions, observed).filter(({ value }) => !value.startsWith("(")),
    ...hashed.flatMap(([, value]) =>
      value.split(/[\s,;"'[\]]{1,5}/, 50).flatMap((hash) => observable("hash", hash)),
    ),
    ...observable("domain", hostOfRequest(firstText(extensions, "request", "requestUrl"))),
    ...findObservables(name),
    ...findObservables(firstText(extensions, "dvc", "deviceAddress")),
    ...free.flatMap((key) => findObservables(extensions[key] ?? null)),
  ]
}

/** `bad.example.org/path`, without the scheme that makes it a link. */
function hostOfRequest(request: string | null): string | null {
  return /^([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})(?::\d{1,5})?(?:\/|$)/i.exec(request ?? "")?.[1] ?? null
}

const observed = {
  ip: [
    "src",
    "sourceAddress",
    "dst",
    "destinationAddress",
    "c6a2",
    "c6a3",
    "sourceTranslatedAddress",
    "destinationTranslatedAddress",
    "src_ip",
    "dst_ip",
    "external_ip",
    "malicious_ip",
  ],
  domain: ["dhost", "destinationHostName", "dst", "shost", "destinationDnsDomain", "sourceDnsDomain"],
  url: ["request", "requestUrl"],
  mail: ["suser", "duser", "sourceUserName", "destinationUserName"],
  user: ["suser", "sourceUserName", "duser", "destinationUserName", "username"],
} as const
