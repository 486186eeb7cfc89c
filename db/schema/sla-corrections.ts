import { sql } from "drizzle-orm"
import { boolean, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import type { ClockId, SlaCorrectionId, UserId } from "#app/kernel/ids.ts"
import { instant, needToKnow, ofFreeClock, tenantId, tenantWall } from "../columns.ts"
import { slaClocks } from "./sla.ts"

/** A stop that was noted too late or too early, and where somebody says it belongs; it is moved once somebody else has approved it. */
export const slaCorrections = pgTable(
  "sla_corrections",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<SlaCorrectionId>().notNull(),
    clockId: uuid("clock_id").$type<ClockId>().notNull(),
    /** Where the clock's stop stood when this was asked. */
    recordedAt: instant("recorded_at").notNull(),
    /** Where it belongs. */
    stoppedAt: instant("stopped_at").notNull(),
    reason: text("reason").notNull(),
    requestedBy: uuid("requested_by").$type<UserId>(),
    requestedByName: text("requested_by_name").notNull(),
    requestedAt: instant("requested_at").notNull(),
    state: text("state").$type<"requested" | "approved" | "refused">().notNull(),
    decidedBy: uuid("decided_by").$type<UserId>(),
    decidedByName: text("decided_by_name"),
    decidedAt: instant("decided_at"),
    decision: text("decision"),
    /** The outcome before it was approved and after; null until then. */
    wasMissed: boolean("was_missed"),
    isMissed: boolean("is_missed"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      name: "corrections_clock",
      columns: [t.tenantId, t.clockId],
      foreignColumns: [slaClocks.tenantId, slaClocks.id],
    }),
    index("sla_corrections_clock").on(t.tenantId, t.clockId),
    // One question at a time about one clock.
    uniqueIndex("sla_corrections_waiting")
      .on(t.tenantId, t.clockId)
      .where(sql`state = 'requested'`),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeClock(t.clockId)),
  ],
)
