import { rebuildClocks } from "#app/domain/sla/record/rebuild.server.ts"
import { listTenants } from "#db/sweep-door.ts"
import { inTenant } from "#db/tenant.ts"
import { contextOf } from "../runtime.ts"
import { type Command, hasFlag } from "./command.ts"
import { withDatabase } from "./database.ts"

/** Records worked out in one transaction. */
const page = 200

/** `portal sla rebuild [--repair]`: proves that what is cached of the clocks is what their events say. */
export const sla: Command = {
  does: "rebuild [--repair]: work every SLA clock out again from its events and say (or repair) what differs",
  async run(args) {
    if (args[0] !== "rebuild") throw new Error("There is: portal sla rebuild [--repair].")
    const repair = hasFlag(args, "repair")
    const different = await withDatabase(() => rebuildAll(repair))
    if (different > 0 && !repair)
      throw new Error(`${different} cached values differ. Run it again with --repair.`)
  },
}

async function rebuildAll(repair: boolean): Promise<number> {
  const context = contextOf("sla.rebuild")
  let [records, clocks, different] = [0, 0, 0]
  for (const tenantId of await listTenants()) {
    for (let after: string | null = ""; after !== null;) {
      const from: string = after
      const done = await inTenant(context.scopeOf<"incidents.work">(tenantId), (t) =>
        rebuildClocks(t, { ...(from ? { after: from } : {}), limit: page, repair }),
      )
      records += done.records
      clocks += done.clocks
      different += done.differences.length
      for (const { subject, metric, cycle, column, stored, rebuilt } of done.differences)
        console.log(
          `${repair ? "repaired" : "differs"}  ${Object.values(subject)[0]} ${metric} ${cycle}: ${column} was ${String(stored)}, is ${String(rebuilt)}`,
        )
      after = done.next
    }
  }
  console.log(`${clocks} clocks of ${records} records worked out again, ${different} values differed`)
  return different
}
