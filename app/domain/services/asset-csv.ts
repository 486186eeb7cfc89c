import * as z from "zod"
import type { ServiceId } from "#app/kernel/ids.ts"
import { impacts } from "../incidents/priority.ts"
import { csvRecords } from "../ingest/csv.ts"
import { aliasOf } from "./alias.ts"
import { type AssetView, maxAliases, newAsset, storedAliases } from "./asset.ts"
import type { AssetRow } from "./assets.store.server.ts"

export const maxImportRows = 5000
export const csvColumns = ["name", "kind", "aliases", "criticality", "service"] as const

/** One row of the file: what it would do, or what is wrong with it. The header is line 1. */
export type ImportRow = {
  readonly line: number
  readonly name: string
} & (
  | { readonly effect: "add"; readonly asset: AssetRow }
  | { readonly effect: "change"; readonly asset: AssetRow; readonly was: AssetView }
  | { readonly effect: "same" }
  | { readonly effect: "refuse"; readonly error: string; readonly cells: Readonly<Record<string, string>> }
)

/** What is known before the file: rows are checked against it and against each other. */
export type Inventory = {
  /** Every asset that has an alias the file names. */
  readonly assets: readonly AssetView[]
  /** By name in lower case. */
  readonly services: ReadonlyMap<string, ServiceId>
}

const cells = z.object({
  name: newAsset.shape.name,
  kind: newAsset.shape.kind.optional(),
  aliases: newAsset.shape.aliases,
  criticality: z.enum(impacts, "is not high, medium or low").optional(),
})

/** The file's rows by the names of `csvColumns`, in whatever case the header has them. */
export function readRows(text: string): Record<string, string>[] {
  return csvRecords(text).map((record) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value.trim()])),
  )
}

/** Every alias the file names: what an inventory has to be read for. */
export function aliasesNamed(rows: readonly Readonly<Record<string, string>>[]): string[] {
  return [...new Set(rows.flatMap((row) => [aliasOf(row["name"] ?? ""), ...aliasCells(row).map(aliasOf)]))]
}

/**
 * Says of each row what it would do. An asset is known by its name: a known one gains aliases and loses none, and cells
 * left empty leave what is there.
 */
export function planImport(
  rows: readonly Readonly<Record<string, string>>[],
  inventory: Inventory,
): readonly ImportRow[] {
  const byAlias = new Map(inventory.assets.flatMap((a) => a.aliases.map((alias) => [alias, a.name] as const)))
  const byName = new Map(inventory.assets.map((a) => [a.name.toLowerCase(), a]))
  const seen = new Map<string, number>()
  return rows.map((row, i): ImportRow => {
    const at = { line: i + 2, name: row["name"] ?? "" }
    const refuse = (error: string): ImportRow => ({ ...at, effect: "refuse", error, cells: row })
    const read = cells.safeParse({ ...withoutEmpty(row), name: at.name, aliases: aliasCells(row) })
    if (!read.success) {
      const [issue] = read.error.issues
      return refuse(`${String(issue?.path[0] ?? "row")} ${issue?.message ?? "is wrong"}`)
    }
    const was = byName.get(read.data.name.toLowerCase())
    const serviceName = row["service"] ?? ""
    const serviceId =
      serviceName === "" ? (was?.serviceId ?? null) : inventory.services.get(serviceName.toLowerCase())
    if (serviceId === undefined) return refuse(`there is no service “${serviceName}”`)
    const asset: AssetRow = {
      name: was?.name ?? read.data.name,
      kind: read.data.kind ?? was?.kind ?? "host",
      criticality: read.data.criticality ?? was?.criticality ?? "medium",
      aliases: storedAliases(read.data.name, [...(was?.aliases ?? []), ...read.data.aliases]),
      serviceId,
    }
    if (asset.aliases.length > maxAliases + 1) return refuse(`aliases are ${maxAliases} at most`)
    for (const alias of asset.aliases) {
      const holder = byAlias.get(alias)
      if (holder !== undefined && holder !== was?.name)
        return refuse(`“${alias}” is an alias of ${holder} already`)
      const line = seen.get(alias)
      if (line !== undefined) return refuse(`“${alias}” stands in line ${line} already`)
    }
    for (const alias of asset.aliases) seen.set(alias, at.line)
    if (!was) return { ...at, effect: "add", asset }
    return isSame(was, asset) ? { ...at, effect: "same" } : { ...at, effect: "change", asset, was }
  })
}

const aliasCells = (row: Readonly<Record<string, string>>) =>
  (row["aliases"] ?? "")
    .split(/[;,\n]/)
    .map((alias) => alias.trim())
    .filter((alias) => alias !== "")

const withoutEmpty = (row: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""))

function isSame(was: AssetView, asset: AssetRow): boolean {
  const { kind, criticality, serviceId, aliases } = was
  return (
    kind === asset.kind &&
    criticality === asset.criticality &&
    serviceId === asset.serviceId &&
    asset.aliases.every((alias) => aliases.includes(alias))
  )
}
