import type { Attainment } from "#app/domain/sla/clock/attainment.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { Trial } from "#app/domain/sla/past/try-policy.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"

const side = ({ met, missed, raw }: Attainment) => ({ met, missed, share: raw })

/** A trial ready to be shown: metrics in words, clients by name. */
export function trialOf(trial: Trial, names: ReadonlyMap<TenantId, string>) {
  const { before, after, lines, misses, missCount, incidents, isPartial } = trial
  return {
    ...{ incidents, isPartial, missCount },
    before: side(before),
    after: side(after),
    lines: lines.map((line) => ({
      what: metricWords[line.metric],
      priority: line.priority,
      before: side(line.before),
      after: side(line.after),
    })),
    misses: misses.map(({ client, number, title, metrics }) => ({
      what: `INC-${number} ${title}`,
      client: names.get(client) ?? "A client",
      metrics: metrics.map((metric) => metricWords[metric]),
    })),
  }
}

export type ShownTrial = ReturnType<typeof trialOf>
export type Side = ShownTrial["before"]
