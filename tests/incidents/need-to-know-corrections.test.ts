import { expect, test } from "vitest"
import { mintScope } from "#app/auth/mint-scope.server.ts"
import { decideCorrection } from "#app/domain/sla/corrections/decide.server.ts"
import { readCorrection } from "#app/domain/sla/corrections/read.server.ts"
import { requestCorrection } from "#app/domain/sla/corrections/request.server.ts"
import type { ClockId } from "#app/kernel/ids.ts"
import { fullSight, type Sight } from "#app/kernel/sight.ts"
import { inTenant, type TenantTx } from "#db/tenant.ts"
import { testDatabase } from "../support/database.ts"
import { clockOfMetric, lena } from "../support/missed-clocks.ts"
import { type Case, noc, none, restricted, secret } from "../support/restricted.ts"

await testDatabase()
const ask = (one: Case, clock: ClockId, sight: Sight) =>
  one.as(sight)((t: TenantTx<"sla.exclude">) =>
    requestCorrection(t, clock, { stoppedAt: t.now, reason: secret, evidence: secret }),
  )

test("2.12.5 a stop of what is need to know is corrected by the SOC alone, and read by nobody else", async () => {
  const one = await restricted()
  const clock = await clockOfMetric(one.floor.tenant, one.id, "acknowledge")
  for (const sight of [noc, none])
    await expect(ask(one, clock, sight)).rejects.toMatchObject({ code: "forbidden" })
  const id = await ask(one, clock, fullSight)
  for (const sight of [noc, none]) {
    await expect(ask(one, clock, sight)).rejects.toMatchObject({ code: "forbidden" })
    const scope = mintScope<"sla.approve" | "sla.read">(one.floor.tenant.id, lena, sight)
    const deciding = inTenant(scope, (t) => decideCorrection(t, id, { approve: true, comment: "" }))
    await expect(deciding).rejects.toMatchObject({ code: "not_found" })
    await expect(inTenant(scope, (t) => readCorrection(t, id))).rejects.toMatchObject({ code: "not_found" })
  }
  const soc = mintScope<"sla.approve">(one.floor.tenant.id, lena, fullSight)
  await inTenant(soc, (t) => decideCorrection(t, id, { approve: true, comment: "" }))
})
