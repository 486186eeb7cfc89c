import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import type { Id, TenantId } from "#app/kernel/ids.ts"
import { identityWall, instant, tenantId, tenantWall } from "../columns.ts"

/** What every entry says, whoever owns it. */
const entry = {
  id: uuid("id").$type<Id<"audit">>().notNull(),
  at: instant("at").notNull(),
  actor: jsonb("actor").notNull(),
  /** Feature and verb: `alert.close`. */
  action: text("action").notNull(),
  targetKind: text("target_kind").notNull(),
  /** `refused`: it was asked for and not done. */
  result: text("result").$type<"ok" | "refused">().notNull().default("ok"),
  reason: text("reason"),
  before: jsonb("before"),
  after: jsonb("after"),
  /** Where the request came from; null for work nobody asked for over the network. */
  address: text("address"),
  userAgent: text("user_agent"),
  requestId: text("request_id"),
}

/** One link of a chain: the entry it seals, and the hash that ties it to every link before it. All digests are hex. */
const seal = {
  /** Position in the chain, from 1 without gaps: the order of sealing. */
  seq: bigint("seq", { mode: "number" }).notNull(),
  entryId: uuid("entry_id").$type<Id<"audit">>().notNull(),
  /** Chance mixed into the personal digest. Null once the entry's personal part was erased. */
  salt: text("salt"),
  personalDigest: text("personal_digest").notNull(),
  entryDigest: text("entry_digest").notNull(),
  prevHash: text("prev_hash").notNull(),
  hash: text("hash").notNull(),
}

/** What came of checking a chain. `headSeq` 0 is a chain without links. */
const verification = {
  id: uuid("id").notNull(),
  at: instant("at").notNull(),
  ok: boolean("ok").notNull(),
  /** First link that was looked at: 1 when it was the whole chain. */
  fromSeq: bigint("from_seq", { mode: "number" }).notNull(),
  headSeq: bigint("head_seq", { mode: "number" }).notNull(),
  headHash: text("head_hash").notNull(),
  verifiedTo: instant("verified_to"),
  badSeq: bigint("bad_seq", { mode: "number" }),
  badEntryId: uuid("bad_entry_id").$type<Id<"audit">>(),
  why: text("why"),
}

/** Who did what to which record of a client. Written with the change; the program's logins may add and read, never alter. */
export const auditEntries = pgTable(
  "audit_entries",
  { tenantId: tenantId(), ...entry, targetId: uuid("target_id").notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("audit_entries_target").on(t.tenantId, t.targetId, t.at),
    index("audit_entries_order").on(t.tenantId, t.at, t.id),
    // Newest first across clients.
    index("audit_entries_newest").on(t.at, t.id),
    ...tenantWall(t.tenantId),
  ],
)

/**
 * The hash chain over a client's audit entries. Only the worker adds to it; nobody alters it. No foreign key: a chain has to
 * outlive the entry it testifies to.
 */
export const auditSeals = pgTable("audit_seals", { tenantId: tenantId(), ...seal }, (t) => [
  primaryKey({ columns: [t.tenantId, t.seq] }),
  uniqueIndex("audit_seals_entry").on(t.tenantId, t.entryId),
  ...tenantWall(t.tenantId),
])

/** Each check of a client's chain: how far it held, and the first bad entry where it did not. */
export const auditVerifications = pgTable(
  "audit_verifications",
  { tenantId: tenantId(), ...verification },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("audit_verifications_newest").on(t.tenantId, t.at),
    ...tenantWall(t.tenantId),
  ],
)

/**
 * What the provider's own people and keys did that belongs to no single client: sign-ins, refusals, roles, reading across
 * clients, exports, reading the audit.
 */
export const providerAuditEntries = pgTable(
  "provider_audit_entries",
  {
    ...entry,
    targetId: uuid("target_id"),
    /** The client it was done for, where there was one. */
    clientId: uuid("client_id").$type<TenantId>(),
    /** What is recorded once at most (a person's reading of one screen in one hour) has one key. */
    onceKey: text("once_key"),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    index("provider_audit_entries_order").on(t.at, t.id),
    uniqueIndex("provider_audit_entries_once")
      .on(t.onceKey)
      .where(sql`once_key is not null`),
    ...identityWall(),
  ],
)

/** The hash chain over the provider's own entries. */
export const providerAuditSeals = pgTable("provider_audit_seals", seal, (t) => [
  primaryKey({ columns: [t.seq] }),
  uniqueIndex("provider_audit_seals_entry").on(t.entryId),
  ...identityWall(),
])

/** Each check of the provider's chain. */
export const providerAuditVerifications = pgTable("provider_audit_verifications", verification, (t) => [
  primaryKey({ columns: [t.id] }),
  index("provider_audit_verifications_newest").on(t.at),
  ...identityWall(),
])
