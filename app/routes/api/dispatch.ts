import type { ActionFunctionArgs, LoaderFunctionArgs } from "react-router"
import type * as z from "zod"
import { findTokenPrincipal } from "#app/auth/staff.server.ts"
import { expectedError, statusOf } from "#app/http/errors.server.ts"
import { log } from "#app/http/log.server.ts"
import { matchOperation } from "./match.ts"
import { openApiDocument } from "./openapi.ts"
import type { Operation } from "./operation.ts"
import { problem } from "./problem.ts"
import { operations } from "./registry.ts"

/** The REST API's one entrance: token, operation, schemas, verb, answer. */
export const loader = ({ request }: LoaderFunctionArgs) => answer(request)
export const action = ({ request }: ActionFunctionArgs) => answer(request)

const jsonHeaders = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
}

/** A body of the API holds this much at most. */
const maxBodyBytes = 1024 * 1024

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = url.pathname.slice("/api/v1".length)
  if (path === "/openapi.json" && request.method === "GET")
    return Response.json(openApiDocument(operations), { headers: jsonHeaders })
  try {
    const who = await findTokenPrincipal(request)
    if (!who)
      return problem(
        401,
        "unauthorized",
        "A valid API token is needed: Authorization: Bearer wfa_…",
        {},
        { "www-authenticate": "Bearer" },
      )
    const match = matchOperation(operations, request.method, path)
    if (match.kind === "none")
      return problem(404, "not_found", "There is no such operation. See /api/v1/openapi.json.")
    if (match.kind === "method")
      return problem(
        405,
        "method",
        `Allowed here: ${match.allowed.join(", ")}.`,
        {},
        { allow: match.allowed.join(", ") },
      )
    const { operation, params } = match
    const query = parse(operation.query, queryOf(url))
    if (!query.ok) return query.problem
    const body = await bodyOf(operation, request)
    if (!body.ok) return body.problem
    const result = await operation.run({ who, params, query: query.value, body: body.value })
    return operation.status === 204
      ? new Response(null, { status: 204, headers: { "cache-control": "no-store" } })
      : Response.json(result, { status: operation.status, headers: jsonHeaders })
  } catch (error) {
    return failed(error, path)
  }
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: Response }

function parse(schema: z.ZodType | undefined, value: unknown): Parsed {
  if (!schema) return { ok: true, value: undefined }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors = parsed.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }))
  return {
    ok: false,
    problem: problem(422, "invalid", "The request does not fit the operation.", { errors }),
  }
}

/** A parameter given twice is an error rather than a surprise. */
function queryOf(url: URL): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const key of new Set(url.searchParams.keys())) {
    const all = url.searchParams.getAll(key)
    values[key] = all.length === 1 ? (all[0] ?? "") : all
  }
  return values
}

async function bodyOf(operation: Operation, request: Request): Promise<Parsed> {
  if (!operation.body) return { ok: true, value: undefined }
  const text = await request.text()
  if (text.length > maxBodyBytes)
    return { ok: false, problem: problem(413, "too_large", "A body holds 1 MiB at most.") }
  if (text.trim() === "") return parse(operation.body, undefined)
  if (!(request.headers.get("content-type") ?? "").includes("json"))
    return {
      ok: false,
      problem: problem(415, "media_type", "Send JSON, with content-type: application/json."),
    }
  try {
    return parse(operation.body, JSON.parse(text))
  } catch {
    return { ok: false, problem: problem(400, "unreadable", "The body is not valid JSON.") }
  }
}

function failed(error: unknown, path: string): Response {
  const expected = expectedError(error)
  if (expected) {
    const errors = Object.entries(expected.fields).map(([field, message]) => ({ field, message }))
    return problem(
      statusOf[expected.code],
      expected.code,
      expected.message,
      errors.length > 0 ? { errors } : {},
    )
  }
  log.error({ err: error, path }, "an API call failed")
  return problem(500, "internal", "Something went wrong on our side.")
}
