import type { Principal } from "#app/auth/principal.ts"
import type { Fallback } from "#app/domain/sla/policies/retirement.ts"
import { previewRetiring } from "#app/http/retire-sla.server.ts"
import type { SlaPolicyId } from "#app/kernel/ids.ts"

/** What retiring a policy would do, in the words of its screen. */
export async function shownRetirement(who: Principal, policyId: SlaPolicyId) {
  const clients = await previewRetiring(who, policyId)
  return {
    clocks: clients.reduce((sum, { clocks }) => sum + clocks, 0),
    breached: clients.reduce((sum, { breached }) => sum + breached, 0),
    clients: clients.map(({ client, name, clocks, fallback, next }) => ({
      ...{ id: client as string, name, clocks, after: wordsOf(fallback) },
      next: next && { name: `${next.name} version ${next.version}`, from: next.from.toString() },
    })),
  }
}

function wordsOf(fallback: Fallback): string {
  switch (fallback.kind) {
    case "policy":
      return `${fallback.name} version ${fallback.version}`
    case "default":
      return "the default"
    case "nothing":
      return "no commitment until something is bound"
  }
}

export type ShownRetirement = Awaited<ReturnType<typeof shownRetirement>>
