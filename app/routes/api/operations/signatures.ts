import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import { seal } from "#app/auth/sealed-text.server.ts"
import { type SignatureKey, signatures, signaturesOf } from "#app/domain/ingest/signatures/registry.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { mintSecret } from "#app/domain/sources/signatures/mint-secret.ts"
import { readSignature } from "#app/domain/sources/signatures/read.server.ts"
import { dropSignature, requireSignature } from "#app/domain/sources/signatures/require.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { defineOperation } from "../operation.ts"

const path = "/clients/{clientId}/sources/{sourceId}/signature"
const schemes = Object.keys(signatures) as [SignatureKey, ...SignatureKey[]]

const demanded = z
  .object({
    scheme: z.string(),
    since: z.iso.datetime({ offset: true }),
    by: z.string(),
    refused: z.int().meta({ description: "Deliveries refused for their signature in the last 24 hours" }),
  })
  .meta({ id: "DemandedSignature" })

type Params = Readonly<Record<string, string | undefined>>
const client = (params: Params) => ({ kind: "tenant", id: parseId("tenant", params["clientId"]) }) as const
const source = (params: Params) => parseId("source", params["sourceId"])

export const readSignatureOperation = defineOperation({
  id: "readSignature",
  method: "GET",
  path,
  summary: "How a feed's deliveries have to be signed; never the secret",
  tag: "Sources",
  status: 200,
  answer: z.object({
    demanded: demanded.nullable().meta({ description: "Null where the token alone decides" }),
    schemes: z.array(z.enum(schemes)).meta({ description: "The ways its tool may sign" }),
  }),
  run: ({ who, params }) =>
    withTenantOf(who, client(params), ["sources.read"], async (t) => {
      const { id, adapter, mirrorOf } = await readSource(t, source(params))
      const now = await readSignature(t, id)
      return {
        demanded: now && {
          ...{ scheme: now.scheme, since: now.createdAt.toString() },
          ...{ by: now.createdBy, refused: now.refused },
        },
        schemes: mirrorOf ? [] : signaturesOf(adapter),
      }
    }),
})

export const requireSignatureOperation = defineOperation({
  id: "requireSignature",
  method: "POST",
  path,
  summary: "Demand that a feed's deliveries are signed; a new secret takes the old one's place at once",
  tag: "Sources",
  status: 201,
  body: z.object({
    scheme: z.enum(schemes),
    secret: z
      .string()
      .max(2000)
      .optional()
      .meta({ description: "What the tool signs with, or the ARN of an SNS topic. Left out, one is made" }),
  }),
  answer: z.object({
    secret: z.string().nullable().meta({ description: "The secret that was made, this once" }),
  }),
  run: ({ who, params, body: { scheme, secret } }) =>
    withTenantOf(who, client(params), ["sources.manage", "sources.read"], async (t) => {
      const id = source(params)
      const made = secret === undefined ? mintSecret(scheme) : null
      await requireSignature(t, id, { scheme, secret: secret ?? made ?? "" }, (text) =>
        seal(text, "source-signature", id),
      )
      return { secret: made }
    }),
})

export const dropSignatureOperation = defineOperation({
  id: "dropSignature",
  method: "DELETE",
  path,
  summary: "Let the token alone decide again; 409 where it did already",
  tag: "Sources",
  status: 204,
  answer: z.void(),
  run: ({ who, params }) =>
    withTenantOf(who, client(params), ["sources.manage", "sources.read"], (t) =>
      dropSignature(t, source(params)),
    ),
})
