import { reasonOf } from "#app/domain/incidents/similarity.ts"
import type { SuggestedIncident } from "#app/domain/incidents/suggestions.server.ts"
import { incidentRow } from "../incidents/row.ts"

/** A suggested incident as it goes to the browser: with its score, and why. */
export function suggestionLine({ incident, score, shares }: SuggestedIncident) {
  return { ...incidentRow(incident), score, shares, reason: reasonOf(shares) }
}

export type SuggestionLine = ReturnType<typeof suggestionLine>
