import { newId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { CourseNotice } from "./notice.ts"
import { insertNotice } from "./store.server.ts"

/** Has people mailed of something, if the transaction in which it happens commits: a tenant's sees neither people nor mails. */
export async function notifyPeople<P extends Permission>(
  t: TenantTx<P>,
  notice: CourseNotice,
): Promise<void> {
  await insertNotice(t, newId<"notice">(), notice)
}
