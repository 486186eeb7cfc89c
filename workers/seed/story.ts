import type { SourceId, TenantId } from "#app/kernel/ids.ts"
import type { DemoClient } from "./cast.ts"
import { type Chance, chanceFrom } from "./chance.ts"
import type { ProblemKind } from "./problem-kind.ts"
import { problemKinds } from "./problems.ts"

/** A delivery as a tool would have sent it, at a time in the past. */
export type PastDelivery = {
  readonly tenantId: TenantId
  readonly sourceId: SourceId
  readonly adapter: string
  readonly at: number
  readonly body: string
}

export type SeededClient = {
  readonly client: DemoClient
  readonly tenantId: TenantId
  readonly sources: readonly { readonly id: SourceId; readonly adapter: string }[]
}

const day = 86_400_000
const minute = 60_000

/** Everything the clients' tools sent between two times, in order: problems that begin, repeat and (mostly) end. */
export function tellStory(clients: readonly SeededClient[], from: number, to: number): PastDelivery[] {
  const deliveries = clients.flatMap((client, i) => storyOf(client, chanceFrom(4711 + i * 97), from, to))
  return deliveries.sort((a, b) => a.at - b.at)
}

function storyOf(seeded: SeededClient, chance: Chance, from: number, to: number): PastDelivery[] {
  const deliveries: PastDelivery[] = []
  const days = Math.ceil((to - from) / day)
  let number = 1
  for (let d = 0; d < days; d++) {
    // Something is always going on in the last hours, so that a first look finds a working floor.
    const today = d === days - 1
    const pace = seeded.client.pace * (today ? 4 : 1)
    const problems = Math.floor(pace) + (chance.happens(pace % 1) ? 1 : 0)
    for (let i = 0; i < problems; i++) {
      const start = from + d * day + (today ? recently(chance) : startOfDay(chance))
      const source = seeded.sources[chance.between(0, seeded.sources.length - 1)]
      if (source && start < to)
        deliveries.push(
          ...problem(seeded, source, kindFor(source.adapter, chance), chance, start, to, number++),
        )
    }
  }
  return deliveries
}

/** Of the last day most lies in its last hours. */
function recently(chance: Chance): number {
  return day - Math.floor(chance.next() ** 2 * day)
}

/** More happens while people work. */
function startOfDay(chance: Chance): number {
  const hour = chance.happens(0.7) ? chance.between(7, 19) : chance.between(0, 23)
  return hour * 3_600_000 + chance.between(0, 59) * minute + chance.between(0, 59_999)
}

function kindFor(adapter: string, chance: Chance): ProblemKind {
  const kinds = problemKinds.filter((kind) => kind.adapter === adapter)
  let ticket = chance.next() * kinds.reduce((sum, kind) => sum + kind.weight, 0)
  const drawn = kinds.find((kind) => (ticket -= kind.weight) <= 0) ?? kinds[0]
  if (!drawn) throw new Error(`no problem is written for the adapter ${adapter}`)
  return drawn
}

function problem(
  seeded: SeededClient,
  source: { readonly id: SourceId; readonly adapter: string },
  kind: ProblemKind,
  chance: Chance,
  start: number,
  to: number,
  number: number,
): PastDelivery[] {
  const host = chance.pick(seeded.client.hosts as [string, ...string[]])
  const end = start + chance.between(...kind.lasts) * minute
  const at = (time: number) => new Date(time).toISOString()
  const send = (body: (p: Parameters<ProblemKind["firing"]>[0]) => object, time: number): PastDelivery[] =>
    time > to
      ? []
      : [
          {
            tenantId: seeded.tenantId,
            sourceId: source.id,
            adapter: source.adapter,
            at: time,
            body: JSON.stringify(body({ host, at: at(time), startedAt: at(start), number, chance })),
          },
        ]
  const deliveries: PastDelivery[] = []
  for (let time = start, sent = 0; time < end && sent < 12; time += kind.repeats * minute, sent++)
    deliveries.push(...send(kind.firing, time))
  if (kind.resolved) deliveries.push(...send(kind.resolved, end))
  return deliveries
}
