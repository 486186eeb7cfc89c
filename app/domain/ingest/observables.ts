import { isIP } from "node:net"
import type { Observable, ObservableType } from "./adapter.ts"

/** Text longer than this is cut before patterns run over it. */
const maxText = 20_000
const maxFound = 100

// Each pattern is a run of one character class or has fixed counts: none can backtrack.
const words = /[A-Za-z0-9_@:./%?=&#+~-]{3,2048}/g
const hash = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i
const cve = /^CVE-\d{4}-\d{4,7}$/i
const domain = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}[a-z]{2,24}$/i

/** One observable of a field whose meaning is known, or nothing when the value cannot be one. */
export function observable(type: ObservableType, value: string | null): Observable[] {
  const given = value?.trim() ?? ""
  if (given === "" || given.length > 2048) return []
  switch (type) {
    case "ip":
      return isIP(given) ? [{ type, value: given.toLowerCase() }] : []
    case "hash":
      return hash.test(given) ? [{ type, value: given.toLowerCase() }] : []
    case "cve":
      return cve.test(given) ? [{ type, value: given.toUpperCase() }] : []
    case "domain":
      return domain.test(given) ? [{ type, value: given.toLowerCase() }] : []
    case "url":
      return /^https?:\/\//i.test(given) && URL.canParse(given) ? [{ type, value: given }] : []
    case "mail":
      return isMail(given) ? [{ type, value: given.toLowerCase() }] : []
    case "user":
      return given.length <= 256 && given !== "-" ? [{ type, value: given }] : []
  }
}

/** Addresses, hashes, links, mails and CVEs that stand in free text. Domains and users are only taken from known fields. */
export function findObservables(freeText: string): Observable[] {
  const found: Observable[] = []
  for (const [word] of freeText.slice(0, maxText).matchAll(words)) {
    found.push(...ofWord(word.replace(/^[.:/=&-]+|[.:,;-]+$/g, "")))
    if (found.length >= maxFound) break
  }
  return found
}

function ofWord(word: string): Observable[] {
  for (const type of ["ip", "hash", "cve", "url", "mail"] as const) {
    const [found] = observable(type, word)
    if (found) return [found]
  }
  // 10.0.0.1:443 and [key]=10.0.0.1
  const address = /(?:^|[=:/@])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::\d{1,5})?$/.exec(
    word.slice(0, 64),
  )?.[1]
  return address ? observable("ip", address) : []
}

function isMail(text: string): boolean {
  const [local, host, ...rest] = text.split("@")
  return rest.length === 0 && !!local && local.length <= 64 && !!host && domain.test(host)
}

/** Each observable once, in the order found, at most a hundred. */
export function uniqueObservables(list: readonly Observable[]): Observable[] {
  const seen = new Map(list.map((item) => [`${item.type} ${item.value}`, item]))
  return [...seen.values()].slice(0, maxFound)
}
