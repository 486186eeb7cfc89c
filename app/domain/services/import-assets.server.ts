import { invalid } from "#app/kernel/errors.ts"
import { newId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { recordAudit } from "../audit/record.server.ts"
import { UnreadableBody } from "../ingest/unreadable-body.ts"
import { aliasesNamed, csvColumns, type ImportRow, maxImportRows, planImport, readRows } from "./asset-csv.ts"
import { insertAssets, selectAssetsByAlias, updateAssetRow } from "./assets.store.server.ts"
import { listAllServices } from "./read.server.ts"
import { lockInventory } from "./services.store.server.ts"

/** Rows written in one statement. */
const atOnce = 500

/**
 * Takes in a CSV of assets, or only says what it would do. Rows that are wrong are given back with the reason and the
 * others are taken in; assets the file does not name stay as they are.
 *
 * @throws DomainError `invalid` for a text that is no such CSV
 */
export async function importAssets(
  t: TenantTx<"services.manage" | "services.read">,
  csv: string,
  options: { readonly isPreview: boolean },
): Promise<readonly ImportRow[]> {
  const rows = rowsOf(csv)
  await lockInventory(t)
  const plan = planImport(rows, {
    assets: await selectAssetsByAlias(t, t.scope.tenantId, aliasesNamed(rows)),
    services: new Map(
      (await listAllServices(t, t.scope.tenantId)).map(({ name, id }) => [name.toLowerCase(), id]),
    ),
  })
  if (options.isPreview) return plan

  const added = plan.flatMap((row) => (row.effect === "add" ? [{ ...row.asset, id: newId<"asset">() }] : []))
  for (let i = 0; i < added.length; i += atOnce) await insertAssets(t, added.slice(i, i + atOnce))
  const changed = plan.flatMap((row) => (row.effect === "change" ? [row] : []))
  for (const { was, asset } of changed) await updateAssetRow(t, was.id, asset)
  if (added.length + changed.length > 0)
    await recordAudit(t, {
      action: "asset.import",
      targetId: t.scope.tenantId,
      before: { changed: changed.map(({ was }) => was) },
      after: { added, changed: changed.map(({ was, asset }) => ({ id: was.id, ...asset })) },
    })
  return plan
}

function rowsOf(csv: string): Record<string, string>[] {
  try {
    const rows = readRows(csv)
    if (rows.length === 0 || !("name" in (rows[0] ?? {})))
      throw invalid("This is no list of assets.", {
        csv: `The first line names the columns: ${csvColumns.join(", ")}. At least a name column and one row are needed.`,
      })
    if (rows.length > maxImportRows)
      throw invalid("The list is too long.", { csv: `Import ${maxImportRows} rows at a time at most.` })
    return rows
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
    throw invalid("This is no CSV.", { csv: `It is ${error.message}.` })
  }
}
