import type { Observable, ObservableType } from "./adapter.ts"
import { at, firstText, listOf, text } from "./fields.ts"
import { findObservables, observable, pickObservables, scanObservables } from "./observables.ts"
import { findTechniques } from "./techniques.ts"

/** Types of observables that an analyst can pivot on. @see https://schema.ocsf.io/objects/observable */
const types: Readonly<Record<string, ObservableType>> = {
  "1": "domain",
  "2": "ip",
  "4": "user",
  "5": "mail",
  "6": "url",
  "8": "hash",
  "18": "cve",
}

/** Names that are no addresses by their looks, in an event and in each piece of its evidence. */
const named = {
  domain: [
    "query.hostname",
    "src_endpoint.domain",
    "src_endpoint.hostname",
    "dst_endpoint.domain",
    "dst_endpoint.hostname",
    "url.hostname",
    "url.domain",
  ],
  user: ["actor.user.name", "user.name", "process.user.name"],
} as const

export function ocsfObservables(event: unknown, cves: readonly (string | null)[]): Observable[] {
  const listed = listOf(at(event, "observables"))
    .slice(0, 200)
    .flatMap((item) => {
      const id = firstText(item, "type_id") ?? ""
      const type = Object.hasOwn(types, id) ? types[id] : undefined
      const value = firstText(item, "value", "name")
      return type ? observable(type, value) : findObservables(firstText(item, "value"))
    })
  const ends = [event, ...listOf(at(event, "evidences")).slice(0, 50)].flatMap((part) =>
    pickObservables(part, named),
  )
  const parts = ["evidences", "src_endpoint", "dst_endpoint", "malware", "actor", "device", "process", "file"]
  return [
    ...listed,
    ...cves.flatMap((cve) => observable("cve", cve)),
    ...parts.flatMap((part) => scanObservables(at(event, part))),
    ...ends,
  ]
}

/** `attacks` stands in the finding since version 1.1, before that beside it. */
export function ocsfTechniques(event: unknown, info: unknown): string[] {
  const attacks = [...listOf(at(event, "attacks")), ...listOf(at(info, "attacks"))].slice(0, 100)
  return findTechniques(
    attacks.flatMap((attack) => [
      firstText(attack, "technique.uid"),
      firstText(attack, "sub_technique.uid"),
      ...listOf(at(attack, "techniques")).map((technique) => firstText(technique, "uid") ?? text(technique)),
    ]),
  )
}
