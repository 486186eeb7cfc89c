import { requireStaff } from "#app/auth/staff.server.ts"
import { confirmSubscription } from "#app/http/confirm-subscription.server.ts"
import { onAction } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { isId, parseId } from "#app/kernel/ids.ts"
import type { Route } from "./+types/confirm"

/** Confirms one subscription by a person's click. */
export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const source = parseId("source", params.sourceId)
    const asked = String((await readForm(request)).get("delivery") ?? "")
    const delivery = isId(asked) ? parseId("delivery", asked) : null
    const { topicArn, failed } = await confirmSubscription(person, { source, delivery })
    if (failed !== null) throw invalid(failed)
    return { topicArn }
  })
}
