/** How a feed does, in one word that a list can show. */
export type SourceHealth = "live" | "silent" | "waiting" | "paused"

/** Seconds without a delivery after which a feed that used to speak is called silent. */
export const silentAfterSeconds = 24 * 3600

/** @param now epoch milliseconds */
export function healthOf(
  source: {
    readonly enabled: boolean
    readonly lastDeliveryAt: { readonly epochMilliseconds: number } | null
  },
  now: number,
): SourceHealth {
  if (!source.enabled) return "paused"
  if (!source.lastDeliveryAt) return "waiting"
  return now - source.lastDeliveryAt.epochMilliseconds > silentAfterSeconds * 1000 ? "silent" : "live"
}
