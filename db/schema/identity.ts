import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import { identityWall, instant } from "../columns.ts"

/** A person who signs in: provider staff (no client) or one client's, never both. What staff may do stands in `grants`. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").$type<UserId>().primaryKey(),
    /** Lower case. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** PHC string of Argon2id; null while no password is set. */
    passwordHash: text("password_hash"),
    passwordChangedAt: instant("password_changed_at"),
    /** What a client's person is there; null for provider staff. */
    role: text("role"),
    /** The organisation of a client's user; null for provider staff. */
    clientId: uuid("client_id").$type<TenantId>(),
    /** An account of the demo: let in without a second factor, which no other member of staff is. */
    isDemo: boolean("is_demo").notNull().default(false),
    lastSignedInAt: instant("last_signed_in_at"),
    disabledAt: instant("disabled_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [...identityWall(), uniqueIndex("users_email").on(t.email)],
)

/** One signed-in browser. Only the SHA-256 of the cookie's value is stored. */
export const sessions = pgTable(
  "sessions",
  {
    idHash: text("id_hash").primaryKey(),
    /** How screens name a session, so that its hash stays where it is. */
    handle: uuid("handle").notNull(),
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    /** Idle: moves with use. */
    expiresAt: instant("expires_at").notNull(),
    /** Absolute: moves never. */
    endsAt: instant("ends_at").notNull(),
    address: text("address"),
    userAgent: text("user_agent"),
    /** How its person proved who they are. */
    methods: text("methods").array().$type<readonly SignInMethod[]>().notNull(),
    /** True between the first factor and the second: it then opens nothing but the second factor's pages. */
    pending: boolean("pending").notNull().default(false),
    /** When its person last proved themselves anew for a sensitive act. */
    steppedUpAt: instant("stepped_up_at"),
    viewAs: jsonb("view_as").$type<StoredViewAs>(),
  },
  (t) => [
    ...identityWall(),
    uniqueIndex("sessions_handle").on(t.handle),
    index("sessions_user").on(t.userId),
    index("sessions_end").on(t.expiresAt),
  ],
)

export type SignInMethod = "password" | "totp" | "recovery" | "passkey" | "sso"

/** Provider staff who look at a client's portal as the client does. @see app/auth/view-as */
export type StoredViewAs = { readonly clientId: TenantId; readonly reason: string; readonly until: string }

/** A key for the REST API, shown once. Only its SHA-256 is stored. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    tokenHash: text("token_hash").notNull(),
    role: text("role").notNull(),
    /** What it may do of what its role may; null for all of it. */
    permissions: text("permissions").array(),
    /** Null reaches every client; else the one client it may touch. */
    clientId: uuid("client_id").$type<TenantId>(),
    createdBy: uuid("created_by").$type<UserId>(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [...identityWall(), uniqueIndex("api_tokens_hash").on(t.tokenHash)],
)
