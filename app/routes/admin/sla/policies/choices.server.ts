import { listCalendars } from "#app/domain/sla/catalogue/list.server.ts"
import type { ProviderTx } from "#db/provider-door.ts"

/** The calendars a target can go by. */
export async function calendarChoices(tx: ProviderTx<"sla.read">) {
  return (await listCalendars(tx)).map(({ id, name }) => ({ id, name }))
}
