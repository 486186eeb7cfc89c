import * as z from "zod"

const kept = z.object({ challenge: z.string().min(1) })

/** The challenge in what a ceremony kept, or null where there is none. */
export function challengeOf(data: unknown): string | null {
  return kept.safeParse(data).data?.challenge ?? null
}
