import { reseal, type SealPurpose } from "./sealed-text.server.ts"

/** How many sealed texts there were, how many were sealed anew, and how many no secret opens any more. */
export type Resealed = { readonly seen: number; readonly renewed: number; readonly lost: number }

type Sealed = { readonly about: string; readonly sealed: string }

/** Seals texts under the secret of now, where they are not so yet. What no secret opens stays as it is, and is counted. */
export async function resealAll<R extends Sealed>(
  purpose: SealPurpose,
  rows: readonly R[],
  write: (row: R, sealed: string) => Promise<void>,
): Promise<Resealed> {
  let [renewed, lost] = [0, 0]
  for (const row of rows) {
    const anew = reseal(row.sealed, purpose, row.about)
    if (anew === null) lost++
    else if (anew !== row.sealed) {
      await write(row, anew)
      renewed++
    }
  }
  return { seen: rows.length, renewed, lost }
}
