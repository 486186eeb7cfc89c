import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { addListener, newListener } from "#app/domain/sources/add-listener.server.ts"
import { listenerKinds } from "#app/domain/sources/listener.ts"
import { listListeners } from "#app/domain/sources/listeners.server.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { removeListener } from "#app/domain/sources/remove-listener.server.ts"
import { env } from "#app/env.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation } from "../operation.ts"

const listener = z
  .object({
    id: z.uuid(),
    kind: z.enum(listenerKinds),
    port: z.int().nullable(),
    certificateHash: z.string().nullable(),
    createdAt: z.iso.datetime({ offset: true }),
    states: z.array(z.string()).meta({ description: "What each receiver says of it; none where none runs" }),
  })
  .meta({ id: "Listener" })

type Params = Readonly<Record<string, string | undefined>>
const client = (params: Params) => ({ kind: "tenant", id: parseId("tenant", params["clientId"]) }) as const
const source = (params: Params) => parseId("source", params["sourceId"])

export const listListenersOperation = defineOperation({
  id: "listListeners",
  method: "GET",
  path: "/clients/{clientId}/sources/{sourceId}/listeners",
  summary: "Where else than over HTTP a feed may deliver",
  tag: "Sources",
  status: 200,
  answer: z.object({ items: z.array(listener) }),
  run: ({ who, params }) =>
    withTenantOf(who, client(params), ["sources.read"], async (t) => {
      await readSource(t, source(params))
      const items = await listListeners(t, source(params))
      return {
        items: items.map(({ id, kind, port, certificateHash, createdAt, states }) => ({
          ...{ id, kind, port, certificateHash, states: [...states] },
          createdAt: createdAt.toString(),
        })),
      }
    }),
})

export const addListenerOperation = defineOperation({
  id: "addListener",
  method: "POST",
  path: "/clients/{clientId}/sources/{sourceId}/listeners",
  summary: "Let a feed deliver by syslog or mail; a mailbox's address is shown once",
  tag: "Sources",
  status: 201,
  body: newListener,
  answer: z.object({ address: z.string().nullable().meta({ description: "A new mailbox, this once" }) }),
  run: ({ who, params, body }) =>
    withTenantOf(who, client(params), ["sources.manage", "sources.read"], async (t) => {
      const { MAIL_DOMAIN, SYSLOG_PORTS } = env()
      if (body.kind === "mail" && !MAIL_DOMAIN)
        throw invalid("This portal takes no mail yet.", { kind: "Choose another way." })
      const localPart = await addListener(t, source(params), body, SYSLOG_PORTS)
      return { address: localPart && MAIL_DOMAIN ? `${localPart}@${MAIL_DOMAIN}` : null }
    }),
})

export const removeListenerOperation = defineOperation({
  id: "removeListener",
  method: "DELETE",
  path: "/clients/{clientId}/sources/{sourceId}/listeners/{listenerId}",
  summary: "Close a listener; its port stays this client's",
  tag: "Sources",
  status: 204,
  answer: z.void(),
  run: ({ who, params }) =>
    withTenantOf(who, client(params), ["sources.manage", "sources.read"], (t) =>
      removeListener(t, source(params), params["listenerId"] ?? ""),
    ),
})
