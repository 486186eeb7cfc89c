import { isIP } from "node:net"
import type { Observable, ObservableType } from "./adapter.ts"
import { firstText, isFields, isNothing } from "./fields.ts"

/** Text longer than this is cut before patterns run over it. */
const maxText = 20_000
const maxFound = 100
const maxValues = 2000
const maxScanned = 200_000

// Each pattern is a run of one character class or has fixed counts: none can backtrack far.
const words = /[A-Za-z0-9_@:./%?=&#+~-]{3,2048}/g
/** Every observable has one of these: most words of a text are none, and are done with sooner. */
const marks = /[\d.:@]/
const hash = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i
const cve = /^CVE-\d{4}-\d{4,7}$/i
const domain =
  /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,10}(?:[a-z]{2,24}|xn--[a-z0-9-]{2,58})$/i
const nobody = new Set(["<na>", "none", "(none)", "unknown", "unknown-user", "(no user)"])

/** Whether a text is what tools write where they have no name. */
export const isNameless = (given: string) => isNothing(given.trim()) || nobody.has(given.trim().toLowerCase())

/** One observable of a field whose meaning is known, or nothing when the value cannot be one. */
export function observable(type: ObservableType, value: string | null): Observable[] {
  const given = value?.trim() ?? ""
  if (given === "" || given.length > 2048) return []
  switch (type) {
    case "ip":
      return ipOf(given)
    case "hash":
      return hash.test(given) ? [{ type, value: given.toLowerCase() }] : []
    case "cve":
      return cve.test(given) ? [{ type, value: given.toUpperCase() }] : []
    case "domain":
      return domain.test(given.replace(/\.$/, ""))
        ? [{ type, value: given.replace(/\.$/, "").toLowerCase() }]
        : []
    case "url":
      return urlOf(given)
    case "mail":
      return mailOf(given)
    case "user":
      return given.length <= 256 && !isNameless(given) ? [{ type, value: given }] : []
  }
}

/** The observables of known fields: for each type the names or dotted paths that hold one. */
export function pickObservables(
  value: unknown,
  wanted: Partial<Readonly<Record<ObservableType, readonly string[]>>>,
): Observable[] {
  return Object.entries(wanted).flatMap(([type, paths]) =>
    paths.flatMap((path) => observable(type as ObservableType, firstText(value, path))),
  )
}

/** Addresses, hashes, links, mails and CVEs that stand in free text. Domains and users are only taken from known fields. */
export function findObservables(freeText: string | null): Observable[] {
  const found: Observable[] = []
  for (const [word] of (freeText ?? "").slice(0, maxText).matchAll(words)) {
    if (!marks.test(word)) continue
    found.push(...ofWord(withoutPunctuation(word)))
    if (found.length >= maxFound) break
  }
  return found
}

/** The same for every text of a JSON value, to any depth that the reader of bodies lets through. */
export function scanObservables(value: unknown): Observable[] {
  const found: Observable[] = []
  const queue: unknown[] = [value]
  let scanned = 0
  for (let i = 0; i < queue.length && found.length < maxFound && scanned < maxScanned; i++) {
    const here = queue[i]
    if (typeof here === "string") {
      found.push(...findObservables(here))
      scanned += Math.min(here.length, maxText)
    } else queue.push(...childrenOf(here).slice(0, maxValues - queue.length))
  }
  return found
}

/** 10.0.1.7 is an address, but not as the version of a program. */
function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isFields(value)) return []
  const entries = Object.entries(value)
  return entries.filter(([key]) => !/version|build/i.test(key.slice(0, 100))).map(([, inner]) => inner)
}

/** By hand: a pattern for the end of a run of dots looks at each run once a dot. */
function withoutPunctuation(word: string): string {
  let from = 0
  let to = word.length
  while (from < to && "./=&-:".includes(word.charAt(from))) from++
  while (to > from && ".:-?&".includes(word.charAt(to - 1))) to--
  return word.slice(from, to)
}

function ofWord(word: string): Observable[] {
  for (const type of ["ip", "hash", "cve", "url", "mail"] as const) {
    const found = observable(type, word)
    // a::b may be code; an address in a text has a figure in it.
    if (found.length > 0 && (type !== "ip" || /\d/.test(word))) return found
  }
  // md5=…, src:10.0.0.1, user=bob@example.com
  const value = word.slice(Math.max(word.lastIndexOf("="), word.lastIndexOf(":")) + 1)
  const named = word.slice(word.indexOf("=") + 1)
  for (const part of new Set([named, value]))
    for (const type of ["ip", "hash", "cve", "mail"] as const) {
      const found = part === word ? [] : observable(type, part)
      if (found.length > 0) return found
    }
  return []
}

/** An address without what tools put around it: a port, brackets, a zone, the IPv6 form of an IPv4 address. */
function ipOf(given: string): Observable[] {
  const bare = /^\[([0-9a-f:.%]{2,60})\](?::\d{1,5})?$/i.exec(given)?.[1] ?? given
  const portless = bare.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, "$1").replace(/%\w{1,20}$/, "")
  const address = portless.replace(/^::ffff:(?=\d{1,3}\.)/i, "")
  return isIP(address) ? [{ type: "ip", value: address.toLowerCase() }] : []
}

/** A link, and the host it leads to. */
function urlOf(given: string): Observable[] {
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return []
  const host = new URL(given).hostname
  const ip = ipOf(host)
  return [{ type: "url", value: given }, ...(ip.length > 0 ? ip : observable("domain", host))]
}

/** An address, also as `<ann@example.com>`. */
function mailOf(given: string): Observable[] {
  const bare = given.startsWith("<") && given.endsWith(">") ? given.slice(1, -1) : given
  const [local = "", host = "", ...rest] = bare.split("@")
  const fits = rest.length === 0 && local !== "" && local.length <= 64 && !/[:/?=&\s]/.test(local)
  return fits && domain.test(host) ? [{ type: "mail", value: bare.toLowerCase() }] : []
}

/** Each observable once, in the order found, at most a hundred. */
export function uniqueObservables(list: readonly Observable[]): Observable[] {
  const seen = new Map(list.map((item) => [`${item.type} ${item.value}`, item]))
  return [...seen.values()].slice(0, maxFound)
}
