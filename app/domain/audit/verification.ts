import { type Instant, Temporal } from "#app/kernel/time.ts"
import type { Chain } from "./entry.ts"
import type { BadLink, Verdict } from "./verify.ts"
import type { Head } from "./seal.ts"

/** One check of a chain, as it is remembered. */
export type Verification = {
  readonly chain: Chain
  readonly at: Instant
  readonly ok: boolean
  /** First link that was looked at: 1 for the whole chain. */
  readonly fromSeq: number
  readonly head: Head
  readonly verifiedTo: Instant | null
  readonly firstBad: BadLink | null
}

/** How many of the newest links an hourly check looks at. */
const window = 10_000
const wholeEveryHours = 24

/**
 * Where the next check starts, as the link it begins behind: the whole chain once a day, after a bad verdict and when
 * nothing is known; else the newest links, so that a long chain is not read every hour.
 *
 * @param lastWhole when the whole chain was last looked at
 */
export function startOfCheck(
  last: Verification | undefined,
  lastWhole: Instant | undefined,
  head: Head,
  now: Instant,
): number {
  if (!last?.ok || !lastWhole) return 0
  if (now.since(lastWhole).total("hours") >= wholeEveryHours) return 0
  return Math.max(0, Math.min(last.head.seq, head.seq - window))
}

/** What to remember of a verdict. */
export function verificationOf(chain: Chain, at: Instant, after: number, verdict: Verdict): Verification {
  return {
    ...{ chain, at, ok: verdict.ok, fromSeq: after + 1, head: verdict.head },
    verifiedTo: verdict.verifiedTo?.at ?? null,
    firstBad: verdict.firstBad ?? null,
  }
}

/** What the last checks of several chains amount to. */
export type Standing = {
  readonly chains: number
  /** The time every one of them is known to have held at; null before the first check. */
  readonly verifiedTo: Instant | null
  readonly broken: readonly (Verification & { readonly firstBad: BadLink })[]
}

export function standingOf(last: readonly Verification[]): Standing {
  const times = last.map((check) => check.at).sort((a, b) => Temporal.Instant.compare(a, b))
  const broken = last.flatMap((check) => (check.firstBad ? [{ ...check, firstBad: check.firstBad }] : []))
  return { chains: last.length, verifiedTo: times[0] ?? null, broken }
}
