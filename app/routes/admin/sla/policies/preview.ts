import { withProvider } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { compileDraft } from "#app/domain/sla/catalogue/compile-draft.server.ts"
import { readTerms } from "#app/domain/sla/catalogue/read-terms.server.ts"
import type { SlaMetric } from "#app/domain/sla/clock/metric.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import { onAction } from "#app/http/errors.server.ts"
import { type PreviewedClients, previewFor } from "#app/http/preview-sla.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isId, parseId, type TenantId } from "#app/kernel/ids.ts"
import { readPolicy } from "./read-policy.ts"
import type { Route } from "./+types/preview"

const worseShown = 20

/**
 * What a policy would do to running clocks: as it stands in its form at the clients it holds for, or as it is saved at the
 * clients that are ticked. Changes nothing.
 */
export function action({ request }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const form = await readForm(request)
    const ticked = form.getAll("client").map(String).filter(isId) as TenantId[]
    const isBinding = form.get("act") === "bind"
    const terms = await withProvider(person, ["sla.read", "clients.read"], async (tx) => {
      const policyId = String(form.get("policyId") ?? "")
      const known = policyId === "" ? null : await readTerms(tx, parseId("sla-policy", policyId))
      const { draft } = isBinding && known ? known.terms : readPolicy(form, known?.terms.draft ?? null)
      const version = (known?.version ?? 0) + (isBinding ? 0 : 1)
      return compileDraft(tx, draft, { id: known?.policyId ?? "draft", version })
    })
    if (isBinding && ticked.length === 0)
      throw invalid("Tick the clients it is to be bound to.", { client: "Tick at least one" })
    return effectOf(await previewFor(person, terms, isBinding ? ticked : null))
  })
}

function effectOf(preview: PreviewedClients) {
  const { moving, losing, breaching, atRisk, clients, names, worse } = preview
  const words = (metrics: readonly SlaMetric[]) => metrics.map((metric) => metricWords[metric])
  return {
    ...{ moving, losing, breaching, atRisk, clients: clients.length, worseCount: worse.length },
    worse: worse.slice(0, worseShown).map((record) => ({
      client: names.get(record.client) ?? "A client",
      what: recordWords(record),
      breaching: words(record.breaching),
      atRisk: words(record.atRisk),
    })),
  }
}

export type Effect = ReturnType<typeof effectOf>

function recordWords({
  number,
  title,
}: {
  readonly number: number | null
  readonly title: string | null
}): string {
  if (number !== null) return `INC-${number} ${title ?? ""}`
  return title === null ? "An alert in no incident" : `Finding: ${title}`
}
