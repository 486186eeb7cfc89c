import { silentAfterSeconds } from "./silence.ts"

/** How a feed does, in one word that a list can show. */
export type SourceHealth = "live" | "silent" | "waiting" | "paused"

/** Seconds without a delivery after which a feed that used to speak is called silent where nobody said how often it speaks. */
export const quietAfterSeconds = 24 * 3600

/** @param now epoch milliseconds */
export function healthOf(
  source: {
    readonly adapter: string
    readonly enabled: boolean
    readonly lastDeliveryAt: { readonly epochMilliseconds: number } | null
    readonly expectedEverySeconds: number | null
  },
  now: number,
): SourceHealth {
  if (!source.enabled) return "paused"
  if (!source.lastDeliveryAt) return "waiting"
  const allowed = silentAfterSeconds(source) ?? quietAfterSeconds
  return now - source.lastDeliveryAt.epochMilliseconds > allowed * 1000 ? "silent" : "live"
}
