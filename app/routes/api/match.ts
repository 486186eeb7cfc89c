import type { Operation } from "./operation.ts"

export type Match =
  | {
      readonly kind: "found"
      readonly operation: Operation
      readonly params: Readonly<Record<string, string>>
    }
  | { readonly kind: "method"; readonly allowed: readonly string[] }
  | { readonly kind: "none" }

/** Finds the operation of a method and a path below `/api/v1`. */
export function matchOperation(operations: readonly Operation[], method: string, path: string): Match {
  const here = operations.flatMap((operation) => {
    const params = paramsOf(operation.path, path)
    return params ? [{ operation, params }] : []
  })
  const found = here.find(({ operation }) => operation.method === method)
  if (found) return { kind: "found", ...found }
  if (here.length === 0) return { kind: "none" }
  return { kind: "method", allowed: here.map(({ operation }) => operation.method) }
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/")
  const given = path.replace(/\/$/, "").split("/")
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? ""
    if (part.startsWith("{")) params[part.slice(1, -1)] = value
    else if (part !== value) return null
  }
  return params
}
