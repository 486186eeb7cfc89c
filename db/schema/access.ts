import { boolean, index, integer, pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core"
import type { TenantId, UserId } from "#app/kernel/ids.ts"
import { identityWall, instant } from "../columns.ts"
import { users } from "./identity.ts"

/** What a member of staff may do, and where. Effective is the union of the grants that cover a record. */
export const grants = pgTable(
  "grants",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").notNull(),
    discipline: text("discipline").$type<"noc" | "soc" | "both">().notNull(),
    tier: smallint("tier"),
    /** All clients when neither is set; else the clients of a group, or one client. */
    groupId: uuid("group_id").references(() => clientGroups.id, { onDelete: "cascade" }),
    clientId: uuid("client_id").$type<TenantId>(),
    grantedBy: uuid("granted_by").$type<UserId>(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
  },
  (t) => [...identityWall(), index("grants_user").on(t.userId)],
)

/** Clients by vertical, region or reseller: a filter and a scope of grants, never a tenant. */
export const clientGroups = pgTable(
  "client_groups",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull().unique(),
    createdAt: instant("created_at").notNull(),
  },
  () => [...identityWall()],
)

export const clientGroupMembers = pgTable(
  "client_group_members",
  {
    groupId: uuid("group_id")
      .notNull()
      .references(() => clientGroups.id, { onDelete: "cascade" }),
    clientId: uuid("client_id").$type<TenantId>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.clientId] }), ...identityWall()],
)

/** How long sessions last and what signing in asks for. One row. */
export const securityPolicies = pgTable(
  "security_policies",
  {
    id: smallint("id").primaryKey(),
    staffIdleMinutes: integer("staff_idle_minutes").notNull().default(60),
    staffAbsoluteMinutes: integer("staff_absolute_minutes").notNull().default(1440),
    clientIdleMinutes: integer("client_idle_minutes").notNull().default(720),
    clientAbsoluteMinutes: integer("client_absolute_minutes").notNull().default(10_080),
    clientSecondFactor: boolean("client_second_factor").notNull().default(false),
    updatedAt: instant("updated_at"),
  },
  () => [...identityWall()],
)

/** What one client asks of its own people beyond the policy of all. */
export const clientSecurity = pgTable(
  "client_security",
  {
    clientId: uuid("client_id").$type<TenantId>().primaryKey(),
    secondFactor: boolean("second_factor").notNull().default(false),
  },
  () => [...identityWall()],
)
