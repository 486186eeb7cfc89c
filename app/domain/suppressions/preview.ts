import * as z from "zod"
import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"
import { carriedCount, carriedId, carriedInstant } from "../looks/carried.ts"

/** What a rule or a window would have done to one client's alerts of the last `days`. */
export type Preview = {
  readonly client: TenantId
  readonly days: number
  /** How many alerts there were, and how many of them, the newest, there was time to look at: all, as a rule. */
  readonly total: number
  readonly looked: number
  readonly hidden: number
  /** Of the hidden ones, those that are in an incident. */
  readonly becameIncidents: number
  /** Of the hidden ones, those that are open now, and those of them in an incident. */
  readonly open: number
  readonly openInIncidents: number
  readonly examples: readonly {
    readonly id: AlertId
    readonly title: string
    readonly asset: string | null
    readonly at: Instant
    readonly isInIncident: boolean
  }[]
}

type Past = {
  readonly id: AlertId
  readonly title: string
  readonly asset: string | null
  readonly firstSeenAt: Instant
  readonly isOpen: boolean
  readonly isInIncident: boolean
}

export const previewDays = 30
const examplesAtMost = 10

const past = z.object({
  id: carriedId<"alert">(),
  title: z.string(),
  asset: z.string().nullable(),
  firstSeenAt: carriedInstant,
})

/** What was counted so far, as it is carried from turn to turn. */
export const previewCounts = z.object({
  looked: carriedCount,
  hidden: carriedCount,
  becameIncidents: carriedCount,
  open: carriedCount,
  openInIncidents: carriedCount,
  inIncident: z.array(past),
  other: z.array(past),
})
export type PreviewCounts = z.infer<typeof previewCounts>

/**
 * Counts what would have been hidden, alert by alert, the newest first; examples that became incidents come first, for
 * they are what one would regret. Only examples are kept, so that the past may be as long as it likes.
 *
 * @param from what was counted in turns before this one; null for none
 */
export function newPreview(client: TenantId, from: PreviewCounts | null) {
  let { looked, hidden, becameIncidents, open, openInIncidents } = from ?? nothing
  const inIncident = [...(from?.inIncident ?? [])]
  const other = [...(from?.other ?? [])]

  const add = (alert: Past, isHidden: boolean) => {
    looked += 1
    if (!isHidden) return
    hidden += 1
    if (alert.isInIncident) becameIncidents += 1
    if (alert.isOpen) open += 1
    if (alert.isOpen && alert.isInIncident) openInIncidents += 1
    const shown = alert.isInIncident ? inIncident : other
    if (shown.length >= examplesAtMost) return
    const { id, title, asset, firstSeenAt } = alert
    shown.push({ id, title, asset, firstSeenAt })
  }

  /** @param left alerts of the days that were not looked at */
  const result = (left: number): Preview => ({
    ...{ client, days: previewDays, total: looked + left },
    ...{ looked, hidden, becameIncidents, open, openInIncidents },
    examples: [
      ...inIncident.map((one) => shownAs(one, true)),
      ...other.map((one) => shownAs(one, false)),
    ].slice(0, examplesAtMost),
  })

  // Others are shown only where those of incidents leave room.
  const counts = (): PreviewCounts => ({
    ...{ looked, hidden, becameIncidents, open, openInIncidents, inIncident },
    other: other.slice(0, examplesAtMost - inIncident.length),
  })

  return { add, result, counts }
}

const nothing = { looked: 0, hidden: 0, becameIncidents: 0, open: 0, openInIncidents: 0 }

function shownAs({ firstSeenAt, ...alert }: PreviewCounts["other"][number], isInIncident: boolean) {
  return { ...alert, at: firstSeenAt, isInIncident }
}
