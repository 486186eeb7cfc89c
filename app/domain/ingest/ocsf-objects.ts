import type { Observable, ObservableType } from "./adapter.ts"
import { at, firstText, listOf, text } from "./fields.ts"
import { observable, scanObservables } from "./observables.ts"
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

export function ocsfObservables(event: unknown, cves: readonly (string | null)[]): Observable[] {
  const listed = listOf(at(event, "observables"))
    .slice(0, 200)
    .flatMap((item) => {
      const id = firstText(item, "type_id") ?? ""
      const type = Object.hasOwn(types, id) ? types[id] : undefined
      return type ? observable(type, firstText(item, "value", "name")) : []
    })
  const parts = ["evidences", "src_endpoint", "dst_endpoint", "malware", "actor", "device", "process", "file"]
  return [
    ...listed,
    ...cves.flatMap((cve) => observable("cve", cve)),
    ...parts.flatMap((part) => scanObservables(at(event, part))),
    ...observable("user", firstText(event, "actor.user.name", "user.name")),
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
