import type { AlertId, TenantId } from "#app/kernel/ids.ts"
import type { Instant } from "#app/kernel/time.ts"

/** What a rule or a window would have done to one client's alerts of the last `days`. */
export type Preview = {
  readonly client: TenantId
  readonly days: number
  /** How many alerts there were; the newest `alertsAtMost` where `isCapped`. */
  readonly looked: number
  readonly isCapped: boolean
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
export const alertsAtMost = 5000
const examplesAtMost = 10

/** Counts what would have been hidden; examples that became incidents come first, for they are what one would regret. */
export function previewOf<A extends Past>(
  client: TenantId,
  past: readonly A[],
  isMeant: (alert: A) => boolean,
): Preview {
  const hidden = past.filter(isMeant)
  const open = hidden.filter((alert) => alert.isOpen)
  return {
    client,
    days: previewDays,
    looked: past.length,
    isCapped: past.length >= alertsAtMost,
    hidden: hidden.length,
    becameIncidents: hidden.filter((alert) => alert.isInIncident).length,
    open: open.length,
    openInIncidents: open.filter((alert) => alert.isInIncident).length,
    examples: [...hidden]
      .sort((a, b) => Number(b.isInIncident) - Number(a.isInIncident))
      .slice(0, examplesAtMost)
      .map(({ id, title, asset, firstSeenAt, isInIncident }) => ({
        ...{ id, title, asset, isInIncident },
        at: firstSeenAt,
      })),
  }
}
