import { sql } from "drizzle-orm"
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
  type AnyPgColumn,
} from "drizzle-orm/pg-core"
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
    /** A problem back this soon after its alert was resolved opens the same alert again. */
    reopenWindowSeconds: integer("reopen_window_seconds").notNull().default(1800),
    /** How long a cleared, untouched alert stays open. */
    resolveDelaySeconds: integer("resolve_delay_seconds").notNull().default(300),
    /** For tools that never clear: an untouched alert not seen for so long closes as stale. Null for never. */
    staleAfterSeconds: integer("stale_after_seconds"),
    /** Deliveries come at least this often; twice missed is an alert. Null where silence means nothing. */
    expectedEverySeconds: integer("expected_every_seconds"),
    /** A lower severity of this tool is believed, not only noted. */
    trustsDowngrade: boolean("trusts_downgrade").notNull().default(false),
    /** New alerts of one rule in ten minutes above which the rest gather in one overflow alert. */
    stormLimit: integer("storm_limit").notNull().default(50),
    /** Fields of the payload that differ in every copy: left out when two payloads are compared. JMESPath-like paths. */
    ignoreFields: text("ignore_fields")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Until then only critical and high make work. */
    learningUntil: instant("learning_until"),
    /** Brings events of several clients: belongs to the provider, and each event goes where the tenant map says. */
    isShared: boolean("is_shared").notNull().default(false),
    /** The provider's shared source this one stands for at its client: it has no credential of its own. */
    mirrorOf: uuid("mirror_of").$type<SourceId>(),
    createdAt: instant("created_at").notNull(),
    lastDeliveryAt: instant("last_delivery_at"),
    /** Since when it has been overdue; null while it speaks. */
    silentSince: instant("silent_since"),
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

const sourceKey = (t: { tenantId: AnyPgColumn; sourceId: AnyPgColumn }, name: string) =>
  foreignKey({ columns: [t.tenantId, t.sourceId], foreignColumns: [sources.tenantId, sources.id], name })

/** What makes two events of a source the same problem, as an administrator chose it. The highest version counts. */
export const fingerprintRecipes = pgTable(
  "fingerprint_recipes",
  {
    tenantId: tenantId(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    version: integer("version").notNull(),
    /** The chosen fields in their order; null goes back to the adapter's own recipe. */
    fields: jsonb("fields"),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sourceId, t.version] }),
    sourceKey(t, "recipes_source"),
    ...tenantWall(t.tenantId),
  ],
)

/** How the payloads of a tool without an adapter are read. The highest version counts. */
export const sourceMappings = pgTable(
  "source_mappings",
  {
    tenantId: tenantId(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    version: integer("version").notNull(),
    mapping: jsonb("mapping").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sourceId, t.version] }),
    sourceKey(t, "mappings_source"),
    ...tenantWall(t.tenantId),
  ],
)

/** Where else than at the HTTP door a source may deliver: a port, a client certificate, a mail address. */
export const sourceListeners = pgTable(
  "source_listeners",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    kind: text("kind").$type<"syslog-tcp" | "syslog-tls" | "syslog-udp" | "mail">().notNull(),
    port: integer("port"),
    /** SHA-256 of the client's certificate, lower-case hex. */
    certificateHash: text("certificate_hash"),
    /** The credential its deliveries are accepted under; of a mailbox also the SHA-256 of its secret local part. */
    credentialHash: text("credential_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    sourceKey(t, "listeners_source"),
    ...tenantWall(t.tenantId, { ingest: "credentials" }),
  ],
)

/** How a source's deliveries over HTTP have to be signed; without a row the token alone decides. */
export const sourceSignatures = pgTable(
  "source_signatures",
  {
    tenantId: tenantId(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    /** The way of signing, as `signatures` names it. */
    scheme: text("scheme").notNull(),
    /** The shared secret, or whatever the way needs, sealed under `SECRET_KEY`. */
    sealedSecret: text("sealed_secret").notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.sourceId] }),
    sourceKey(t, "signatures_source"),
    // Sealing anew under another `SECRET_KEY` goes through all of them.
    ...tenantWall(t.tenantId, { web: "identity", ingest: "credentials" }),
  ],
)

/** What a source brought in one hour: the figures behind health, rate and the noise report. */
export const sourceHours = pgTable(
  "source_hours",
  {
    tenantId: tenantId(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    /** Start of the hour, UTC. */
    hour: instant("hour").notNull(),
    deliveries: integer("deliveries").notNull().default(0),
    events: integer("events").notNull().default(0),
    exactDupes: integer("exact_dupes").notNull().default(0),
    /** Repeats that were not identical. */
    folded: integer("folded").notNull().default(0),
    suppressed: integer("suppressed").notNull().default(0),
    alerts: integer("alerts").notNull().default(0),
    incidents: integer("incidents").notNull().default(0),
    /** Events that told of findings, and so of no alert. */
    findings: integer("findings").notNull().default(0),
    ignored: integer("ignored").notNull().default(0),
    quarantined: integer("quarantined").notNull().default(0),
    partial: integer("partial").notNull().default(0),
    /** Events whose fingerprint lacked a field. */
    degraded: integer("degraded").notNull().default(0),
    /** Events whose severity or state fell to the map's default. */
    defaulted: integer("defaulted").notNull().default(0),
    skewed: integer("skewed").notNull().default(0),
    outOfOrder: integer("out_of_order").notNull().default(0),
    /** Refused with 429, and datagrams the portal had no room for. */
    throttled: integer("throttled").notNull().default(0),
    /** Refused with 401, because they were not signed as the source demands. */
    unsigned: integer("unsigned").notNull().default(0),
    /** Longest wait between receipt and effect, in milliseconds. */
    lagMilliseconds: integer("lag_milliseconds").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.sourceId, t.hour] }), ...tenantWall(t.tenantId)],
)

/** A time in which a source that should have spoken did not: what was therefore not watched. */
export const sourceSilences = pgTable(
  "source_silences",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    sourceId: uuid("source_id").$type<SourceId>().notNull(),
    /** The last delivery before it. */
    since: instant("since").notNull(),
    noticedAt: instant("noticed_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    sourceKey(t, "silences_source"),
    index("source_silences_source").on(t.tenantId, t.sourceId, t.since),
    ...tenantWall(t.tenantId),
  ],
)
