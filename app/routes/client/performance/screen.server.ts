import { readOwnClient } from "#app/domain/clients/read.server.ts"
import { byMetric, together } from "#app/domain/sla/attainment/counts.ts"
import { measureOwnAttainment } from "#app/domain/sla/attainment/measure.server.ts"
import { monthAt, monthsBack, monthWords, parseMonth, periodOf } from "#app/domain/sla/attainment/month.ts"
import { listOwnMisses } from "#app/domain/sla/attainment/own.server.ts"
import { listOwnCorrections } from "#app/domain/sla/corrections/read-stops.server.ts"
import { metricWords } from "#app/domain/sla/explain/words.ts"
import type { TenantId } from "#app/kernel/ids.ts"
import type { ReadTx } from "#db/tenant.ts"
import { attainmentText } from "../../shared/sla/attainment-text.ts"
import { ownCorrectionRow } from "./correction-row.ts"
import { ownMissRow } from "./miss-row.ts"

const monthsDrawn = 12

/** With fewer outcomes a percentage says nothing. */
export const fewestJudged = 3

/** How the client's promises were kept in a month of its own time zone. */
export async function performanceScreen(t: ReadTx<"own.read">, id: TenantId, asked: string | null) {
  const { code, timeZone } = await readOwnClient(t, id)
  const thisMonth = monthAt(t.now, timeZone)
  const months = monthsBack(thisMonth, monthsDrawn)
  const month = parseMonth(asked) ?? thisMonth
  const period = { tenantId: id, ...periodOf(month, timeZone) }
  const counts = await measureOwnAttainment(t, period)
  const { misses, unlisted } = await listOwnMisses(t, period)
  return {
    ...{ month, timeZone, unlisted, asOf: t.now.toZonedDateTimeISO(timeZone).toPlainDate().toString() },
    monthName: monthWords(month),
    months: months.map((one) => ({ value: one, words: monthWords(one) })),
    total: together(counts),
    targets: byMetric(counts).map((row) => ({ ...row, key: row.metric, name: metricWords[row.metric] })),
    year: await yearOf(t, id, timeZone, months),
    misses: misses.map((miss) => ownMissRow(miss, code)),
    corrections: (await listOwnCorrections(t, period)).map((one) => ownCorrectionRow(one, code)),
  }
}

async function yearOf(
  t: ReadTx<"own.read">,
  id: TenantId,
  timeZone: string,
  months: ReturnType<typeof monthsBack>,
) {
  const year = []
  for (const month of months.toReversed()) {
    const counts = await measureOwnAttainment(t, { tenantId: id, ...periodOf(month, timeZone) })
    const { met, missed, raw, adjusted } = together(counts)
    const isEnough = met + missed >= fewestJudged
    year.push({
      ...{ month, name: monthWords(month), judged: met + missed, raw: isEnough ? raw : null },
      adjusted: isEnough ? adjusted : null,
      words: isEnough
        ? `${attainmentText(raw)}, adjusted ${attainmentText(adjusted)}`
        : `n = ${met + missed}`,
    })
  }
  return year
}
