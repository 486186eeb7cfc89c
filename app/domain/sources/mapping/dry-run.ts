import { hash } from "node:crypto"
import type { Severity } from "../../alerts/severity.ts"
import type { Normalised } from "../../ingest/adapter.ts"
import { normaliseDelivery } from "../../ingest/normalise.ts"
import { UnreadableBody } from "../../ingest/unreadable-body.ts"
import type { DryRunTally } from "./tallies.ts"

/** How far back a dry run looks. */
export const dryRunDays = 7

type Raw = {
  readonly contentType: string | null
  readonly bodyEncoding: "utf8" | "base64"
  readonly body: string
}

export function tally(deliveries: readonly Raw[], mapping: unknown, saved: unknown): DryRunTally {
  const readings = deliveries.map((delivery) => reading(delivery, mapping))
  const events = readings.flatMap((read) => (read === "unreadable" ? [] : read.events))
  const severities: Partial<Record<Severity, number>> = {}
  for (const { severity } of events) severities[severity] = (severities[severity] ?? 0) + 1
  return {
    deliveries: deliveries.length,
    events: events.length,
    partial: events.filter((event) => event.partial.length > 0).length,
    unreadable: readings.filter((read) => read === "unreadable").length,
    ignored: readings.filter((read) => read !== "unreadable" && read.ignored !== null).length,
    severities,
    keysBefore: keysOf(saved === null ? [] : deliveries.map((delivery) => reading(delivery, saved))),
    keysAfter: keysOf(readings),
  }
}

/** A body as text; bytes that are no text are replaced visibly, as the pipeline does. */
export function bodyText({ bodyEncoding, body }: Pick<Raw, "bodyEncoding" | "body">): string {
  return bodyEncoding === "base64" ? Buffer.from(body, "base64").toString("utf8") : body
}

function reading(delivery: Raw, mapping: unknown): Normalised | "unreadable" {
  try {
    return normaliseDelivery({
      adapterKey: "mapped",
      contentType: delivery.contentType,
      body: bodyText(delivery),
      settings: mapping,
    })
  } catch (error) {
    if (error instanceof UnreadableBody) return "unreadable"
    throw error
  }
}

/** Enough of the hash to tell some hundred thousand problems apart. */
function keysOf(readings: readonly (Normalised | "unreadable")[]): string[] {
  const keys = readings.flatMap((read) =>
    read === "unreadable"
      ? []
      : read.events.flatMap(({ kind, dedupeKey }) =>
          kind === "firing" ? [hash("sha256", JSON.stringify(dedupeKey), "base64url").slice(0, 12)] : [],
        ),
  )
  return [...new Set(keys)]
}
