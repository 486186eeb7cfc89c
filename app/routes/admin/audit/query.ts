import { type AuditQuery, type Qualifier, qualifiers } from "#app/domain/audit/query.ts"

/** Every parameter of the audit's address that narrows the list. */
export const filterParams: readonly (Qualifier | "text")[] = [...qualifiers, "text"]

/** The query as it stands in the URL. */
export function queryOf(params: URLSearchParams): AuditQuery {
  return Object.fromEntries(
    filterParams.flatMap((name) => {
      const value = params.get(name)?.trim().slice(0, 200)
      return value ? [[name, value]] : []
    }),
  )
}

/** The address of a query, from the first page. */
export function addressOf(query: AuditQuery): string {
  const params = new URLSearchParams()
  for (const name of filterParams) if (query[name]) params.set(name, query[name])
  return params.size > 0 ? `/admin/audit?${params}` : "/admin/audit"
}
