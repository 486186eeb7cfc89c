import type { Look } from "#app/domain/looks/look.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"

/** Everything in one turn. */
export async function inOneTurn<P extends Permission, R>(look: Look<P, R>, t: ReadTx<P>): Promise<R> {
  const { isDone: _, ...found } = await look.goOn(t, Number.POSITIVE_INFINITY)
  return found as R
}

/** In turns without any time, a page each; gives what each of them said. */
export async function inShortTurns<P extends Permission, R>(
  look: Look<P, R>,
  t: ReadTx<P>,
): Promise<readonly (R & { readonly isDone: boolean })[]> {
  const turns = []
  do turns.push(await look.goOn(t, 0))
  while (turns.at(-1)?.isDone === false)
  return turns
}
