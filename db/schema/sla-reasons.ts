import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { ClockId, UserId } from "#app/kernel/ids.ts"
import { instant, needToKnow, ofFreeClock, tenantId, tenantWall } from "../columns.ts"
import { slaClocks } from "./sla.ts"

/** Why a clock was missed, as the provider sees it: one reason a clock, the last that was noted. */
export const slaBreachReasons = pgTable(
  "sla_breach_reasons",
  {
    tenantId: tenantId(),
    clockId: uuid("clock_id").$type<ClockId>().notNull(),
    cause: text("cause").notNull(),
    text: text("text").notNull(),
    notedBy: uuid("noted_by").$type<UserId>(),
    notedByName: text("noted_by_name").notNull(),
    notedAt: instant("noted_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.clockId] }),
    foreignKey({
      name: "reasons_clock",
      columns: [t.tenantId, t.clockId],
      foreignColumns: [slaClocks.tenantId, slaClocks.id],
    }),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeClock(t.clockId)),
  ],
)
