import type { ClientView } from "#app/domain/clients/client.ts"
import type { OwnClock } from "#app/domain/sla/attainment/own.server.ts"
import type { ClockLine } from "../../shared/sla/clock-csv.ts"

/** A client's own clocks as lines of its file. What an objection brought back is not left out any more. */
export function ownClockLines(
  clocks: readonly OwnClock[],
  { name, code }: Pick<ClientView, "name" | "code">,
): readonly ClockLine[] {
  return clocks.map(({ granted, ...clock }) => ({
    ...clock,
    client: name,
    reference: `${code}-${clock.number}`,
    granted: granted.filter(({ contest }) => contest !== "upheld"),
  }))
}
