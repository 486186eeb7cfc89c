import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core"
import type { CampaignId, CorrelationRuleId, IncidentId, TenantId } from "#app/kernel/ids.ts"
import { identityWall, instant, providerWall } from "../columns.ts"

/** How alerts become incidents: in order, the first rule that matches owns the alert. The provider's own. */
export const correlationRules = pgTable(
  "correlation_rules",
  {
    id: uuid("id").$type<CorrelationRuleId>().primaryKey(),
    name: text("name").notNull(),
    position: integer("position").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    /** Null for every client. */
    clients: uuid("clients").array().$type<TenantId[]>(),
    /** A `CorrelationRule` without the fields above. */
    definition: jsonb("definition").notNull(),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
    deletedAt: instant("deleted_at"),
  },
  () => [...providerWall("inbox")],
)

/** A pattern seen at several clients. Links their incidents for the provider's eyes; each client sees its own part only. */
export const campaigns = pgTable(
  "campaigns",
  {
    id: uuid("id").$type<CampaignId>().primaryKey(),
    name: text("name").notNull(),
    summary: text("summary").notNull(),
    openedAt: instant("opened_at").notNull(),
    openedBy: text("opened_by").notNull(),
    closedAt: instant("closed_at"),
  },
  () => [...identityWall()],
)

/** An incident in a campaign. */
export const campaignIncidents = pgTable(
  "campaign_incidents",
  {
    campaignId: uuid("campaign_id")
      .$type<CampaignId>()
      .notNull()
      .references(() => campaigns.id),
    clientId: uuid("client_id").$type<TenantId>().notNull(),
    incidentId: uuid("incident_id").$type<IncidentId>().notNull(),
    addedAt: instant("added_at").notNull(),
    addedBy: text("added_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.clientId, t.incidentId] }),
    index("campaign_of_incident").on(t.clientId, t.incidentId),
    ...identityWall(),
  ],
)
