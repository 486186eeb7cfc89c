import { data, Form, Link, redirect, useNavigation } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { filterOf } from "#app/domain/audit/filter.ts"
import { type AuditQuery, formatQuery, parseQuery } from "#app/domain/audit/query.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readAudit } from "#app/http/read-audit.server.ts"
import { verifyAudit } from "#app/http/verify-audit.server.ts"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { HelpSheet } from "#app/ui/help-sheet.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { AuditTable } from "./audit-table.tsx"
import { BrokenChains, ChainMark } from "./chain-mark.tsx"
import { clientFinder, readChainState } from "./chain-state.server.ts"
import { ExportDialog } from "./export-dialog.tsx"
import { addressOf, queryOf } from "./query.ts"
import { auditRow } from "./row.ts"
import type { Route } from "./+types/audit"

export const meta: Route.MetaFunction = () => [{ title: "Audit log · Watchfloor" }]

const pageSize = 100
const views = [
  { key: "all", label: "All", query: {} },
  { key: "refused", label: "Refused", query: { result: "refused" } },
  { key: "sign-ins", label: "Sign-ins", query: { action: "session." } },
  { key: "reads", label: "Reads across clients", query: { action: "access.read" } },
  { key: "audit", label: "Of the audit itself", query: { action: "audit." } },
] as const satisfies readonly { key: string; label: string; query: AuditQuery }[]

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    // What was typed becomes the address: each filter a parameter of its own.
    if (params.has("q")) throw redirect(addressOf(parseQuery(params.get("q") ?? "")))
    const clients = await withPortfolio(person, ["audit.read", "clients.read"], (t) =>
      listAllClients(t, { withProvider: true }),
    )
    const query = queryOf(params)
    const { filter, ignored } = filterOf(query, clientFinder(clients))
    const after = params.get("cursor")
    const page = await readAudit(person, filter, { limit: pageSize, ...(after ? { after } : {}) })
    const codes = new Map<string, string>(clients.map(({ id, code }) => [id, code]))
    return {
      ...{ query, ignored, nextCursor: page.nextCursor, paged: after !== null },
      rows: page.items.map((entry) => auditRow(entry, codes)),
      state: await readChainState(person, clients),
      clients: clients.map(({ id, name }) => ({ id, name })),
    }
  })
}

export async function action({ request }: Route.ActionArgs) {
  const person = await onScreen(() => requireStaff(request))
  const answer = await onAction(() => verifyAudit(person))
  if (!("ok" in answer)) return answer
  return data({ checked: answer.value.length, broken: answer.value.filter((check) => !check.ok).length })
}

export default function Audit({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, query, ignored, nextCursor, paged, state, clients } = loaderData
  const verifying = useNavigation().formMethod === "POST"
  const hotkeys = [{ keys: "/", does: "Filter", run: () => document.getElementById("audit-search")?.focus() }]
  useHotkeys(hotkeys)
  const typed = formatQuery(query)
  const current = views.find((view) => formatQuery(view.query) === typed)
  return (
    <div>
      <PageHeader title="Audit log">
        <ChainMark state={state} />
        <Form method="post" preventScrollReset>
          <Button type="submit" disabled={verifying}>
            {verifying ? "Verifying …" : "Verify now"}
          </Button>
        </Form>
        <ExportDialog clients={clients} />
      </PageHeader>
      <BrokenChains state={state} />
      <p role="status" className="px-4 text-xs text-text-2 empty:hidden">
        {outcomeOf(actionData)}
      </p>
      <Tabs
        label="Views"
        tabs={views.map(({ key, label, query: wanted }) => ({ key, label, to: addressOf(wanted) }))}
        current={current?.key ?? ""}
      />
      <Form
        method="get"
        key={typed}
        className="flex flex-wrap items-center gap-2 border-y border-line bg-surface px-4 py-1.5"
      >
        <input
          id="audit-search"
          type="search"
          name="q"
          aria-label="Filter, such as actor:ana action:alert.close target: client: after: before: result:"
          placeholder="actor: action: target: client: after: before:   /"
          defaultValue={typed}
          className="tap w-xl min-w-0 max-w-full flex-initial rounded-md border border-control bg-surface px-2 max-sm:flex-1"
        />
        <button type="submit" className={buttonClass()}>
          Filter
        </button>
        {typed ? (
          <Link to="/admin/audit" className="text-xs text-link hover:underline">
            Clear filters
          </Link>
        ) : null}
        {ignored.map((name) => (
          <span key={name} className="text-xs text-s2-ink">
            {name}:{query[name]} means nothing here and was left out.
          </span>
        ))}
      </Form>
      {rows.length === 0 ? (
        <EmptyState title={typed || paged ? "Nothing matches" : "Nothing has been recorded yet"}>
          {typed ? (
            <Link to="/admin/audit" className={buttonClass()}>
              Clear filters
            </Link>
          ) : null}
        </EmptyState>
      ) : (
        <AuditTable rows={rows} query={query} />
      )}
      <footer className="flex items-center gap-4 px-4 py-3 text-xs text-text-3">
        <span className="tnum">{rows.length} entries · newest first</span>
        {nextCursor ? (
          <Link to={withCursor(addressOf(query), nextCursor)} className={buttonClass()}>
            Next {pageSize}
          </Link>
        ) : null}
        {paged ? (
          <Link to={addressOf(query)} className={buttonClass()}>
            Back to the top
          </Link>
        ) : null}
      </footer>
      <HelpSheet hotkeys={hotkeys} />
    </div>
  )
}

function withCursor(address: string, cursor: string): string {
  return `${address}${address.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`
}

function outcomeOf(answer: Route.ComponentProps["actionData"]): string {
  if (!answer) return ""
  if ("error" in answer) return answer.error.message
  const { checked, broken } = answer
  return broken > 0 ? `${broken} of ${checked} chains are broken.` : `All ${checked} chains hold.`
}
