import type { NoticeId } from "#app/kernel/ids.ts"
import type { Permission } from "#app/kernel/permission.ts"
import { pendingNotices } from "#db/schema/notices.ts"
import type { TenantTx } from "#db/tenant.ts"
import type { CourseNotice } from "./notice.ts"

export async function insertNotice<P extends Permission>(
  t: TenantTx<P>,
  id: NoticeId,
  notice: CourseNotice,
): Promise<void> {
  await t.sql.insert(pendingNotices).values({ ...notice, id, tenantId: t.scope.tenantId, at: t.now })
}
