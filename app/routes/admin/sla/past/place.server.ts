import * as z from "zod"
import { decodeCursor, encodeCursor } from "#app/domain/paging.ts"
import type { Policy } from "#app/domain/sla/clock/policy.ts"
import type { TrialPlace } from "#app/domain/sla/past/try-policy.server.ts"
import { conflict, invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"

const places = z.tuple([z.string(), z.string(), z.iso.datetime(), z.uuid()])

/** Where a trial of a policy goes on, for whoever asks again. */
export function placeText({ id, version }: Policy, { asOf, after }: TrialPlace): string {
  return encodeCursor([id, version, asOf.toString(), after ?? ""])
}

/**
 * The place that was asked for; null for the beginning.
 *
 * @throws DomainError `conflict` where the policy got another version meanwhile: its figures would not add up with those so
 *   far; `invalid` for a place we did not give
 */
export function readPlace(text: string, { id, version }: Policy): TrialPlace | null {
  if (text === "") return null
  const place = places.safeParse(decodeCursor(text, 4))
  if (!place.success) throw invalid("The trial cannot go on from there. Start it again.")
  const [policyId, policyVersion, asOf, after] = place.data
  if (policyId !== id || policyVersion !== String(version))
    throw conflict("The policy was saved anew meanwhile. Start the trial again.")
  return { asOf: instant(asOf), after: parseId("incident", after) }
}
