import * as z from "zod"
import type { Principal } from "#app/auth/principal.ts"

export type Method = "GET" | "POST" | "PATCH" | "DELETE"

/** What a call brings, parsed by the operation's own schemas: the ones its documentation is generated from. */
export type Call<Query, Body> = {
  readonly who: Principal
  /** Path parameters as they came; `parseId` turns them into ids. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
}

/** One operation of the REST API: its contract and what it does. */
export type Operation<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> = {
  readonly id: string
  readonly method: Method
  /** Below `/api/v1`, with parameters in braces. */
  readonly path: `/${string}`
  readonly summary: string
  readonly tag: string
  readonly status: 200 | 201 | 204
  readonly query?: Q
  readonly body?: B
  readonly answer: z.ZodType
  readonly run: (call: Call<z.output<Q>, z.output<B>>) => Promise<unknown>
}

/** Ties an operation's `run` to its schemas, then forgets their types so that the registry can hold it. */
export function defineOperation<Q extends z.ZodType = z.ZodUndefined, B extends z.ZodType = z.ZodUndefined>(
  operation: Operation<Q, B>,
): Operation {
  return operation as unknown as Operation
}

/** `?limit=&cursor=` of every list. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: "Items a page, 1 to 200" }),
  cursor: z.string().max(1000).optional().meta({ description: "`nextCursor` of the page before" }),
})

/** A page of items and the place after them. */
export function pageSchema(item: z.ZodType) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export function pageArguments(query: z.output<typeof paging>) {
  return { limit: query.limit, ...(query.cursor ? { after: query.cursor } : {}) }
}
