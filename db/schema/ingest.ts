import { boolean, index, integer, json, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core"
import type { AlertId, DeliveryId, SourceId } from "#app/kernel/ids.ts"
import { instant, needToKnow, ofFreeAlert, ofFreeDelivery, tenantId, tenantWall } from "../columns.ts"

/** The raw request as it was accepted. `bodyEncoding` is base64 where the bytes are no UTF-8 text or hold a NUL. */
const raw = {
  tenantId: tenantId(),
  id: uuid("id").$type<DeliveryId>().notNull(),
  sourceId: uuid("source_id").$type<SourceId>().notNull(),
  adapter: text("adapter").notNull(),
  receivedAt: instant("received_at").notNull(),
  contentType: text("content_type"),
  bodyEncoding: text("body_encoding").$type<"utf8" | "base64">().notNull(),
  body: text("body").notNull(),
  /** Put in again by a person: what comes of it pages nobody. */
  isReplay: boolean("is_replay").notNull().default(false),
}

/** Accepted deliveries nobody has processed yet. The row is written before 202 is answered and leaves with its effect. */
export const inbox = pgTable(
  "inbox",
  {
    ...raw,
    /** See `ingest/lane.ts`. */
    lane: smallint("lane").notNull().default(0),
  },
  (t) => [
    // The one index on the accept path: claims go by lane in the order of arrival, and ids carry the time they were made.
    index("inbox_order").on(t.lane, t.id),
    ...tenantWall(t.tenantId, { worker: "inbox" }),
  ],
)

/** Processed deliveries with their raw body: the evidence behind every alert. Partitioned by month. */
export const deliveries = pgTable(
  "deliveries",
  {
    ...raw,
    outcome: text("outcome").$type<"processed" | "ignored" | "quarantined">().notNull(),
    /** Why it was ignored or quarantined. */
    note: text("note"),
    processedAt: instant("processed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id, t.receivedAt] }),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeDelivery(t.tenantId, t.id)),
  ],
)

/** Deliveries no adapter could read, waiting for a person. The body stays in `deliveries`. */
export const quarantine = pgTable(
  "quarantine",
  {
    tenantId: tenantId(),
    deliveryId: uuid("delivery_id").$type<DeliveryId>().notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    adapter: text("adapter").notNull(),
    reason: text("reason").notNull(),
    receivedAt: instant("received_at").notNull(),
    quarantinedAt: instant("quarantined_at").notNull(),
    /** Tries so far: each replay that failed again counts one. */
    attempts: integer("attempts").notNull().default(1),
    /** When a person last put it in again; null while nobody has. */
    replayedAt: instant("replayed_at"),
    /** When it was read at last, or set aside for good. */
    settledAt: instant("settled_at"),
    settledBy: text("settled_by"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.deliveryId] }), ...tenantWall(t.tenantId)],
)

/** What `Idempotency-Key` answered before: one receipt for each key of a source. */
export const deliveryKeys = pgTable(
  "delivery_keys",
  {
    tenantId: tenantId(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    /** SHA-256 of the key: any length fits the index. */
    keyHash: text("key_hash").notNull(),
    deliveryId: uuid("delivery_id").$type<DeliveryId>().notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sourceId, t.keyHash] }),
    index("delivery_keys_age").on(t.receivedAt),
    ...tenantWall(t.tenantId),
  ],
)

/** One normalised event of one delivery. The key makes a second processing of the same event impossible. By month. */
export const signals = pgTable(
  "signals",
  {
    tenantId: tenantId(),
    deliveryId: uuid("delivery_id").$type<DeliveryId>().notNull(),
    /** Position in the delivery, from 0. */
    ordinal: integer("ordinal").notNull(),
    receivedAt: instant("received_at").notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    /** Null for a clear of a problem nobody reported. */
    alertId: uuid("alert_id").$type<AlertId>(),
    kind: text("kind").$type<"firing" | "resolved" | "info">().notNull(),
    severity: smallint("severity").notNull(),
    title: text("title").notNull(),
    occurredAt: instant("occurred_at"),
    /** What it did to its alert, in the words of the state table. */
    effect: text("effect").notNull().default("repeat"),
    /** The canonical event as the adapter read it: written once, read whole, never searched. */
    event: json("event").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.deliveryId, t.ordinal, t.receivedAt] }),
    index("signals_alert").on(t.tenantId, t.alertId, t.receivedAt),
    ...tenantWall(t.tenantId),
    needToKnow(t.tenantId, ofFreeAlert(t.alertId)),
  ],
)

/** The latest clear, by its tool's clock, of a problem nobody had reported when it came: it may have overtaken it. */
export const earlyClears = pgTable(
  "early_clears",
  {
    tenantId: tenantId(),
    fingerprint: text("fingerprint").notNull(),
    /** By the tool's clock, which could be trusted. */
    occurredAt: instant("occurred_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.fingerprint] }), ...tenantWall(t.tenantId)],
)
