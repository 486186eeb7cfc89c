import { index, pgTable, text, uniqueIndex, uuid, smallint } from "drizzle-orm/pg-core"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import { identityWall, instant } from "../columns.ts"

/** A person who signs in: provider staff (no client) or one client's, never both. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").$type<UserId>().primaryKey(),
    /** Lower case. */
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** PHC string of Argon2id; null while no password is set. */
    passwordHash: text("password_hash"),
    role: text("role").notNull(),
    /** Which queue a staff member works: noc, soc or both. */
    discipline: text("discipline").$type<"noc" | "soc" | "both">(),
    tier: smallint("tier"),
    /** The organisation of a client's user; null for provider staff. */
    clientId: uuid("client_id").$type<TenantId>(),
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
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [...identityWall(), index("sessions_user").on(t.userId)],
)

/** A key for the REST API, shown once. Only its SHA-256 is stored. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    tokenHash: text("token_hash").notNull(),
    role: text("role").notNull(),
    /** Null reaches every client; else the one client it may touch. */
    clientId: uuid("client_id").$type<TenantId>(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [...identityWall(), uniqueIndex("api_tokens_hash").on(t.tokenHash)],
)
