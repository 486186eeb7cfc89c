import type * as z from "zod"
import type { Look } from "#app/domain/looks/look.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { ReadTx } from "#db/tenant.ts"

/** Everything in one turn. */
export async function inOneTurn<P extends Permission, R, S>(look: Look<P, R, S>, t: ReadTx<P>): Promise<R> {
  const { isDone: _, ...found } = await look.goOn(t, Number.POSITIVE_INFINITY)
  return found as R
}

/**
 * In turns without any time, a page each, of which each knows of those before what was carried as text, as another process
 * would; gives what each of them said.
 */
export async function inShortTurns<P extends Permission, R, S>(
  begin: (from: S | null) => Look<P, R, S> | Promise<Look<P, R, S>>,
  shape: z.ZodType<S>,
  t: ReadTx<P>,
): Promise<readonly (R & { readonly isDone: boolean })[]> {
  const turns = []
  let from: S | null = null
  do {
    const look = await begin(from)
    turns.push(await look.goOn(t, 0))
    from = shape.parse(JSON.parse(JSON.stringify(look.carry())))
  } while (turns.at(-1)?.isDone === false)
  return turns
}
