import { acknowledgeIncident } from "#app/domain/incidents/acknowledge.server.ts"
import { addNote } from "#app/domain/incidents/add-note.server.ts"
import { listIncidents } from "#app/domain/incidents/read.server.ts"
import { resolveIncident } from "#app/domain/incidents/resolve.server.ts"
import { closeAlert } from "#app/domain/alerts/close.server.ts"
import { listAlerts } from "#app/domain/alerts/read.server.ts"
import type { Disposition } from "#app/domain/alerts/alert.ts"
import { mintPortfolio, mintScope } from "#app/auth/mint-scope.server.ts"
import { DomainError } from "#app/kernel/errors.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { Actor } from "#app/kernel/scope.ts"
import { Temporal } from "#app/kernel/time.ts"
import { inPortfolio, inTenantAt, type TenantTx } from "#db/tenant.ts"
import { type Chance, chanceFrom } from "./chance.ts"
import { courseOf } from "./course.ts"
import { notes, resolutions, updates } from "./words.ts"

type Work = TenantTx<"incidents.work" | "alerts.triage">
type Act = {
  readonly at: number
  readonly tenantId: TenantId
  readonly who: Actor
  readonly run: (t: Work) => Promise<unknown>
}

const minute = 60_000

/** The analysts of the demo: they find what the pipeline opened, plan what they will do about it, and do it in time. */
export class Shift {
  readonly #noc: Actor
  readonly #soc: Actor
  readonly #chance: Chance
  readonly #turns = chanceFrom(2)
  #plans: Act[] = []
  readonly #seen = new Set<string>()
  readonly #answered = new Set<TenantId>()

  constructor(noc: Actor, soc: Actor, chance: Chance) {
    this.#noc = noc
    this.#soc = soc
    this.#chance = chance
  }

  /** Looks at what is new and does everything that falls due before `until`. Nothing is planned past `stop`. */
  async work(until: number, stop: number): Promise<void> {
    await this.#plan(stop)
    const due = this.#plans.filter((act) => act.at <= until).sort((a, b) => a.at - b.at)
    this.#plans = this.#plans.filter((act) => act.at > until)
    for (const act of due) await this.#act(act)
  }

  async #plan(stop: number): Promise<void> {
    const everything = mintPortfolio<Permission>("all", this.#noc)
    const { incidents, alerts } = await inPortfolio(everything, async (t) => ({
      incidents: (await listIncidents(t, { view: "unowned" }, { order: "queue", limit: 200 })).items,
      alerts: (
        await listAlerts(
          t,
          { view: "unassigned", severities: ["low", "info"] },
          { order: "queue", limit: 200 },
        )
      ).items,
    }))
    for (const incident of incidents) {
      if (this.#seen.has(incident.id)) continue
      this.#seen.add(incident.id)
      // The newest wait for whoever looks at the demo.
      if (stop - incident.openedAt.epochMilliseconds < 5 * 60 * minute && this.#chance.happens(0.5)) continue
      this.#planIncident(incident, stop)
    }
    for (const alert of alerts) {
      if (this.#seen.has(alert.id)) continue
      this.#seen.add(alert.id)
      if (stop - alert.firstSeenAt.epochMilliseconds < 10 * 60 * minute && this.#chance.happens(0.6)) continue
      const at = alert.firstSeenAt.epochMilliseconds + this.#chance.between(40, 400) * minute
      const disposition = this.#chance.pick<Disposition>([
        "informational",
        "true_positive.benign",
        "false_positive.rule",
        "no_fault_found",
      ])
      if (at < stop)
        this.#plans.push({
          at,
          tenantId: alert.client.id,
          who: this.#of(alert.discipline),
          run: (t) => closeAlert(t, alert.id, { disposition }),
        })
    }
  }

  #planIncident(incident: Awaited<ReturnType<typeof listIncidents>>["items"][number], stop: number): void {
    const chance = this.#chance
    const opened = incident.openedAt.epochMilliseconds
    // Most are answered in time; a few are late, as everywhere.
    const patience = [0, 12, 26, 100, 400][incident.priority] ?? 100
    const isLate = chance.happens(0.07) || this.#isFirstOf(incident.client.id)
    const acknowledged = opened + (isLate ? 2 * patience : chance.between(2, patience)) * minute
    const resolved = acknowledged + chance.between(20, chance.happens(0.06) ? 900 : 240) * minute
    const who = this.#of(incident.discipline)
    const add = (at: number, run: Act["run"]) =>
      at < stop && this.#plans.push({ at, tenantId: incident.client.id, who, run })
    add(acknowledged, (t) => acknowledgeIncident(t, incident.id))
    add(acknowledged + 4 * minute, (t) =>
      addNote(t, incident.id, { text: chance.pick(notes[incident.discipline]), lane: "internal" }),
    )
    if (incident.priority <= 2)
      add(acknowledged + 9 * minute, (t) =>
        addNote(t, incident.id, { text: chance.pick(updates[incident.discipline]), lane: "client" }),
      )
    for (const step of courseOf(incident, { from: acknowledged, to: resolved }, this.#turns))
      if (step.at < stop)
        this.#plans.push({ ...step, tenantId: incident.client.id, who: this.#of(step.team) })
    add(resolved, (t) =>
      resolveIncident(t, incident.id, { resolution: chance.pick(resolutions[incident.discipline]) }),
    )
  }

  /** Every client has something to ask about: its first incident was answered late. */
  #isFirstOf(client: TenantId): boolean {
    const isFirst = !this.#answered.has(client)
    this.#answered.add(client)
    return isFirst
  }

  #of(discipline: "noc" | "soc"): Actor {
    return discipline === "noc" ? this.#noc : this.#soc
  }

  /** What resolved itself meanwhile needs nobody any more: such a conflict is part of the story. */
  async #act(act: Act): Promise<void> {
    const scope = mintScope<"incidents.work" | "alerts.triage">(act.tenantId, act.who)
    const now = Temporal.Instant.fromEpochMilliseconds(act.at)
    await inTenantAt(scope, now, act.run).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error
    })
  }
}
