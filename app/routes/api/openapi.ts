import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi"
import * as z from "zod"
import type { Operation } from "./operation.ts"

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457" })

const problemAnswer = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemSchema } },
})

/** The OpenAPI 3.1 description of the operations, from the schemas their handlers parse with. */
export function openApiDocument(operations: readonly Operation[]) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {})
    path[operation.method.toLowerCase()] = describe(operation)
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Watchfloor",
      version: "1",
      description: "Clients, sources, alerts and incidents of a NOC/SOC provider.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "An API token: wfa_…" } },
    },
    paths: paths as ZodOpenApiPathsObject,
  })
}

function describe(operation: Operation) {
  const params = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.tag],
    requestParams: {
      ...(params.length > 0
        ? { path: z.object(Object.fromEntries(params.map((name) => [name, z.uuid()]))) }
        : {}),
      ...(operation.query ? { query: operation.query } : {}),
    },
    ...(operation.body
      ? { requestBody: { content: { "application/json": { schema: operation.body } } } }
      : {}),
    responses: {
      [operation.status]:
        operation.status === 204
          ? { description: "Done" }
          : { description: "Done", content: { "application/json": { schema: operation.answer } } },
      "401": problemAnswer("No valid token"),
      "403": problemAnswer("The token's role may not do this"),
      "404": problemAnswer("No such record in reach of the token"),
      "422": problemAnswer("The request does not fit"),
    },
  }
}
