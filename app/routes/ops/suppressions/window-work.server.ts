import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { listScopeNames } from "#app/domain/maintenance/read.server.ts"
import { readMatcherRows } from "#app/domain/matching/matcher-rows.ts"
import { listSources } from "#app/domain/sources/read.server.ts"
import { lookAtMaintenance } from "#app/domain/suppressions/preview.server.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import { type Instant, Temporal } from "#app/kernel/time.ts"
import type { ReadTx } from "#db/tenant.ts"
import { previewTurn, takeAsked } from "./preview-turn.server.ts"
import { draftOf, readWindowForm, runsInWords } from "./window-form.server.ts"

export const windowNeeds = [
  "suppressions.manage",
  "clients.read",
  "alerts.read",
  "sources.read",
  "services.read",
] as const
type Needs = (typeof windowNeeds)[number]

/** What the form of a window of this client offers. */
export async function readChoices(t: ReadTx<Needs>, clientId: TenantId) {
  const { id, name, timeZone } = await readClient(t, clientId)
  const sources = (await listSources(t, { client: id, limit: 1000 })).items
  const known = await listScopeNames(t, id)
  const choice = (item: { readonly id: string; readonly name: string }) => ({
    value: item.id,
    label: item.name,
  })
  return {
    client: { id, name, timeZone },
    services: known.services.map(choice),
    assets: known.assets.map(choice),
    zones: Intl.supportedValuesOf("timeZone"),
    choices: {
      source: sources.map(choice),
      service: known.services.map(choice),
      tool: Object.values(adapters).map(({ key, label }) => ({ value: key, label })),
    },
  }
}

export function withChoices(person: Person, clientId: TenantId) {
  return withPortfolio(person, windowNeeds, async (t) => ({
    ...(await readChoices(t, clientId)),
    now: t.now,
  }))
}

/** The runs and the preview of the window in the form, with the form as it was posted; or more of a preview asked before. */
export async function previewWindow(person: Person, clientId: TenantId, form: FormData) {
  const subject = `maintenance of ${clientId}`
  const asked = takeAsked(person, subject, form)
  const { mode, rows } = readMatcherRows(asked.form)
  const needs = ["suppressions.manage", "alerts.read", "clients.read"] as const
  const { look, at, ...runs } = await withTenantOf(
    person,
    { kind: "tenant", id: clientId },
    needs,
    async (t) => {
      // Each turn means the window as the first one did, which may have begun by now.
      const at = asked.at ?? t.now
      const wanted = readWindowForm(asked.form, at)
      const { scope, ...window } = wanted
      const meant = { scope, times: { ...window, cancelledAt: null } }
      return {
        ...runsInWords(wanted, later(at, wanted.startsAt)),
        ...{ at, look: lookAtMaintenance(at, clientId, meant, asked.looks[0] ?? null) },
      }
    },
  )
  return {
    ...(await previewTurn(person, subject, { ...asked, at }, [[clientId, look]])),
    ...runs,
    sent: { draft: draftOf(asked.form), rows: { mode, rows } },
  }
}

const later = (a: Instant, b: Instant) => (Temporal.Instant.compare(a, b) > 0 ? a : b)
