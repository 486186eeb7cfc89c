import * as z from "zod"
import { type AuditEntry, auditResults } from "#app/domain/audit/entry.ts"
import type { AuditFilter } from "#app/domain/audit/filter.ts"
import { readAudit } from "#app/http/read-audit.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { instant } from "#app/kernel/time.ts"
import { defineOperation, pageArguments, pageSchema, paging } from "../operation.ts"

const time = z.iso.datetime({ offset: true })
const words = z.string().trim().min(1).max(200).optional()

const filter = paging.extend({
  actor: words.meta({ description: "Part of the actor's name, or its id" }),
  action: words.meta({ description: "An action such as `alert.close`, or its beginning" }),
  target: words.meta({ description: "A record's id, or a kind of record" }),
  client: z.uuid().optional(),
  after: time.optional().meta({ description: "At or after" }),
  before: time.optional().meta({ description: "Before" }),
  result: z.enum(auditResults).optional(),
  search: words.meta({ description: "Part of the action or of the actor's name" }),
})

const text = z.string().nullable()
const auditEntrySchema = z
  .object({
    id: z.uuid(),
    at: time,
    actor: z.object({
      kind: z.enum(["user", "client-user", "token", "system", "nobody"]),
      id: text,
      name: z.string(),
    }),
    client: z.uuid().nullable().meta({ description: "Null for what the provider did for no single client" }),
    action: z.string().meta({ examples: ["alert.close"] }),
    targetKind: z.string(),
    target: text,
    result: z.enum(auditResults),
    reason: text,
    before: z.unknown(),
    after: z.unknown(),
    address: text,
    userAgent: text,
    requestId: text,
  })
  .meta({ id: "AuditEntry" })

export const listAuditOperation = defineOperation({
  id: "listAudit",
  method: "GET",
  path: "/audit",
  summary:
    "Who did what, newest first: the clients in reach, and the provider's own for a token that reaches all",
  tag: "Audit",
  status: 200,
  query: filter,
  answer: pageSchema(auditEntrySchema),
  run: async ({ who, query }) => {
    const page = await readAudit(who, filterOf(query), pageArguments(query))
    return { ...page, items: page.items.map(auditEntryJson) }
  },
})

function filterOf(query: z.output<typeof filter>): AuditFilter {
  const { actor, action, target, client, after, before, result, search } = query
  return {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(target ? { target } : {}),
    ...(client ? { client: parseId("tenant", client) } : {}),
    ...(after ? { after: instant(after) } : {}),
    ...(before ? { before: instant(before) } : {}),
    ...(result ? { result } : {}),
    ...(search ? { text: search } : {}),
  }
}

function auditEntryJson(entry: AuditEntry) {
  const { id, action, targetKind, result, reason, before, after, address, userAgent, requestId } = entry
  const { kind, name } = entry.actor
  return {
    ...{
      id,
      at: entry.at.toString(),
      actor: { kind, id: "id" in entry.actor ? entry.actor.id : null, name },
    },
    ...{ client: entry.clientId, action, targetKind, target: entry.targetId, result, reason },
    ...{ before, after, address, userAgent, requestId },
  }
}
