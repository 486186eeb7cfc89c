import { boolean, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { SourceId } from "#app/kernel/ids.ts"
import { instant, tenantId, tenantWall } from "../columns.ts"
import { clients } from "./clients.ts"

/** One feed of one client (an Alertmanager, a firewall), written in one tool's format. */
export const sources = pgTable(
  "sources",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<SourceId>().notNull(),
    name: text("name").notNull(),
    /** Key of the adapter that reads it. */
    adapter: text("adapter").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    /** Token bucket of the receiver: steady requests a second and the burst above it. */
    ratePerSecond: integer("rate_per_second").notNull(),
    burst: integer("burst").notNull(),
    createdAt: instant("created_at").notNull(),
    lastDeliveryAt: instant("last_delivery_at"),
    deletedAt: instant("deleted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [clients.id], name: "sources_client" }),
    ...tenantWall(t.tenantId, { ingest: "credentials" }),
  ],
)

/** A secret that lets a tool deliver to one source. Only its SHA-256 is stored; two may be valid during a rotation. */
export const sourceCredentials = pgTable(
  "source_credentials",
  {
    tenantId: tenantId(),
    tokenHash: text("token_hash").notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.tokenHash] }),
    foreignKey({
      columns: [t.tenantId, t.sourceId],
      foreignColumns: [sources.tenantId, sources.id],
      name: "credentials_source",
    }),
    index("source_credentials_hash").on(t.tokenHash),
    ...tenantWall(t.tenantId, { ingest: "credentials" }),
  ],
)
