import * as z from "zod"
import { ways, type Way } from "#app/auth/factors/factors.ts"

/** The way an address asks for, if it is open to the person; else their best one. */
export function askedWay(request: Request, open: readonly Way[]): Way | null {
  const asked = new URL(request.url).searchParams.get("way")
  return open.find((way) => way === asked) ?? open[0] ?? null
}

/** What a proof's form posts. */
export const proofForm = z.object({
  way: z.enum(ways),
  text: z.string().max(20_000),
  to: z.string().max(2000).default(""),
})

export const targetOf = (request: Request) => new URL(request.url).searchParams.get("to") ?? ""
