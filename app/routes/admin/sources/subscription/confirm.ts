import { withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { recordConfirmation } from "#app/domain/sources/subscriptions/record.server.ts"
import { readSubscription } from "#app/domain/sources/subscriptions/read.server.ts"
import { confirmSubscription } from "#app/http/confirm-subscription.server.ts"
import { onAction } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isId, parseId } from "#app/kernel/ids.ts"
import type { Route } from "./+types/confirm"

/** Confirms one subscription by a person's click. Nothing is held open while AWS is asked. */
export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    const form = await readForm(request)
    const needs = ["sources.manage", "sources.read"] as const
    const { delivery, topicArn, subscribeUrl } = await withTenantOf(
      person,
      { kind: "source", id },
      needs,
      async (t) => {
        const asked = String(form.get("delivery") ?? "")
        if (!isId(asked)) throw invalid("Choose the subscription to confirm.")
        const delivery = parseId("delivery", asked)
        return { delivery, ...(await readSubscription(t, id, delivery)) }
      },
    )
    const confirmed = await confirmSubscription(subscribeUrl)
    const failed = confirmed.ok ? null : confirmed.error
    await withTenantOf(person, { kind: "source", id }, needs, (t) =>
      recordConfirmation(t, id, { delivery, topicArn, failed }),
    )
    if (failed !== null) throw invalid(failed)
    return { topicArn }
  })
}
