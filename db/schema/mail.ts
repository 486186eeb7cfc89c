import { sql } from "drizzle-orm"
import { check, index, jsonb, pgPolicy, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core"
import type { MailId, TenantId } from "#app/kernel/ids.ts"
import { identityWall, instant, workerRole } from "../columns.ts"

/** One mail to one person, written with the change that causes it and sent afterwards. */
export const mailOutbox = pgTable(
  "mail_outbox",
  {
    id: uuid("id").$type<MailId>().primaryKey(),
    template: text("template").notNull(),
    toAddress: text("to_address").notNull(),
    toName: text("to_name").notNull(),
    /** What the template is written from, without its secrets. */
    props: jsonb("props").$type<Readonly<Record<string, string | number>>>().notNull(),
    /** The secrets (single-use links), sealed. Null when there are none, and once nobody needs them any more. */
    sealed: text("sealed"),
    status: text("status").$type<"queued" | "sent" | "dead" | "kept" | "dropped">().notNull(),
    /** Times a sender took it up. Counted before sending: a mail that kills its sender comes to an end too. */
    attempts: smallint("attempts").notNull(),
    /** When it is due; while a sender has it, when another may take it over. */
    nextAttemptAt: instant("next_attempt_at").notNull(),
    lastError: text("last_error"),
    /** The organisation it is about, if it is about one. */
    clientId: uuid("client_id").$type<TenantId>(),
    /** When its links stop working: it is not sent after that. */
    expiresAt: instant("expires_at"),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
  },
  (t) => [
    ...identityWall(),
    // The worker reads what strangers send: of its own accord it tells of deadlines, handoffs
    // and questions that wait, and writes nobody a link.
    pgPolicy("worker_writes_notices", {
      as: "restrictive",
      for: "insert",
      to: workerRole,
      withCheck: sql`${t.template} in ('sla-notice', 'handoff-notice', 'hold-reminder') and ${t.sealed} is null`,
    }),
    index("mail_outbox_due")
      .on(t.nextAttemptAt, t.id)
      .where(sql`${t.status} = 'queued'`),
    index("mail_outbox_order").on(t.createdAt, t.id),
    index("mail_outbox_status").on(t.status, t.createdAt, t.id),
    check("mail_outbox_status_known", sql`${t.status} in ('queued', 'sent', 'dead', 'kept', 'dropped')`),
    check("mail_outbox_secrets_erased", sql`${t.sealed} is null or ${t.status} in ('queued', 'kept')`),
  ],
)
