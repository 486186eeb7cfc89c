import { exclusionWords, type ExclusionView } from "#app/domain/sla/exclusions/exclusion.ts"

/** What was asked to be left out, as screens of the provider show it. */
export function exclusionLine(exclusion: ExclusionView) {
  const { id, state, reason, requestedByName, decidedByName, decision, contest, contestReason } = exclusion
  const { contestedByName, contestDecidedByName } = exclusion
  return {
    ...{ id, state, reason, requestedByName, decidedByName, decision, contest, contestReason },
    ...{ contestedByName, contestDecidedByName },
    kind: exclusionWords[exclusion.kind],
    amount: exclusion.seconds === null ? "the whole clock" : `${exclusion.seconds / 60} service minutes`,
    requestedAt: exclusion.requestedAt.toString(),
    decidedAt: exclusion.decidedAt?.toString() ?? null,
    contestedAt: exclusion.contestedAt?.toString() ?? null,
    contestDecidedAt: exclusion.contestDecidedAt?.toString() ?? null,
  }
}

export type ExclusionLine = ReturnType<typeof exclusionLine>
