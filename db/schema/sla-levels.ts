import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { ClockId } from "#app/kernel/ids.ts"
import { instant, tenantId, tenantWall } from "../columns.ts"
import { slaClocks } from "./sla.ts"

/** A level of a running clock's target with the moment at which it is reached if nothing happens. Worked out like the clock. */
export const slaClockLevels = pgTable(
  "sla_clock_levels",
  {
    tenantId: tenantId(),
    clockId: uuid("clock_id").$type<ClockId>().notNull(),
    level: text("level").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.clockId, t.level] }),
    foreignKey({
      columns: [t.tenantId, t.clockId],
      foreignColumns: [slaClocks.tenantId, slaClocks.id],
      name: "levels_clock",
    }),
    // What the sweep asks every second.
    index("sla_clock_levels_at").on(t.at),
    ...tenantWall(t.tenantId, { worker: "sla" }),
  ],
)
