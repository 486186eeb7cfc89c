import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

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

/**
 * Counts what would have been hidden, alert by alert, the newest first; examples that became incidents come first, for
 * they are what one would regret. Only examples are kept, so that the past may be as long as it likes.
 */
export function newPreview(client: TenantId) {
  let [looked, hidden, becameIncidents, open, openInIncidents] = [0, 0, 0, 0, 0]
  const examples = { inIncident: [] as Past[], other: [] as Past[] }

  const add = (alert: Past, isHidden: boolean) => {
    looked += 1
    if (!isHidden) return
    hidden += 1
    if (alert.isInIncident) becameIncidents += 1
    if (alert.isOpen) open += 1
    if (alert.isOpen && alert.isInIncident) openInIncidents += 1
    const shown = examples[alert.isInIncident ? "inIncident" : "other"]
    if (shown.length < examplesAtMost) shown.push(alert)
  }

  /** @param left alerts of the days that were not looked at */
  const result = (left: number): Preview => ({
    ...{ client, days: previewDays, total: looked + left },
    ...{ looked, hidden, becameIncidents, open, openInIncidents },
    examples: [...examples.inIncident, ...examples.other]
      .slice(0, examplesAtMost)
      .map(({ id, title, asset, firstSeenAt, isInIncident }) => ({
        ...{ id, title, asset, isInIncident },
        at: firstSeenAt,
      })),
  })

  return { add, result }
}
