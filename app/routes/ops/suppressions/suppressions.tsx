import { Plus } from "lucide-react"
import { Form, Link, useRevalidator, useSearchParams } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { listAllClients } from "#app/domain/clients/read.server.ts"
import { listScopeNames, listWindows } from "#app/domain/maintenance/read.server.ts"
import { listSources } from "#app/domain/sources/read.server.ts"
import { listSuppressions } from "#app/domain/suppressions/read.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { isId, parseId } from "#app/kernel/ids.ts"
import { useChanges } from "#app/live/live-provider.tsx"
import { buttonClass } from "#app/ui/button.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Tabs } from "#app/ui/tabs.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import { changed } from "../queue/query.ts"
import { perform } from "./perform.server.ts"
import { ruleRow } from "./rule-row.ts"
import { RulesList } from "./rules-list.tsx"
import { windowRows } from "./window-row.ts"
import { WindowsList } from "./windows-list.tsx"
import type { Route } from "./+types/suppressions"

export const meta: Route.MetaFunction = () => [{ title: "Suppressions · Watchfloor" }]

const needs = ["suppressions.manage", "clients.read", "sources.read", "services.read"] as const
const pageSize = 100
const pastShown = 25

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const tab = params.get("tab") === "maintenance" ? ("maintenance" as const) : ("rules" as const)
    const state = params.get("state") === "over" ? ("over" as const) : ("live" as const)
    const chosen = params.get("client") ?? ""
    const client = isId(chosen) ? { client: parseId("tenant", chosen) } : {}
    const after = params.get("after")
    return withPortfolio(person, needs, async (t) => {
      const clients = await listAllClients(t)
      const names = new Map<string, string>(clients.map(({ id, name }) => [id, name]))
      const common = {
        ...{ tab, state, now: t.now.epochMilliseconds },
        clients: clients.map(({ id, name }) => ({ id, name })),
      }
      const source = named((await listSources(t, { limit: 1000 })).items)
      if (tab === "maintenance") {
        const known = await listScopeNames(t)
        const scopes = { source, service: named(known.services), asset: named(known.assets) }
        const live = await listWindows(t, "live", client)
        const past = await listWindows(t, "over", { ...client, limit: pastShown })
        const windows = [live, past].flatMap((some) => windowRows(some, names, scopes, t.now))
        return { ...common, windows, rules: [], nextCursor: null }
      }
      const page = await listSuppressions(
        t,
        { ...client, live: state === "live" },
        { limit: pageSize, ...(after ? { after } : {}) },
      )
      const rules = page.items.map((rule) => ruleRow(rule, names.get(rule.client) ?? "", { source }, t.now))
      return { ...common, rules, windows: [], nextCursor: page.nextCursor }
    })
  })
}

export function action({ request }: Route.ActionArgs) {
  return onAction(async () => perform(await requireStaff(request), await readForm(request)))
}

export default function Suppressions({ loaderData }: Route.ComponentProps) {
  const { tab, state, clients, rules, windows, nextCursor, now } = loaderData
  const [params] = useSearchParams()
  const { revalidate } = useRevalidator()
  useChanges((change) => {
    if (change.kind === "maintenance" || change.kind === "all") void revalidate()
  })
  const client = params.get("client") ?? ""
  const at = client ? `?client=${client}` : ""
  return (
    <>
      <PageHeader title="Suppressions">
        <Link to={`/ops/suppressions/windows/new${at}`} className={buttonClass(look(tab === "maintenance"))}>
          <Plus className="size-4" aria-hidden="true" /> Maintenance window
        </Link>
        <Link to={`/ops/suppressions/new${at}`} className={buttonClass(look(tab === "rules"))}>
          <Plus className="size-4" aria-hidden="true" /> Suppression rule
        </Link>
      </PageHeader>
      <Tabs
        label="Kinds"
        current={tab}
        tabs={[
          { key: "rules", label: "Rules", to: changed(params, { tab: null, state: null }) },
          {
            key: "maintenance",
            label: "Maintenance",
            to: changed(params, { tab: "maintenance", state: null }),
          },
        ]}
      />
      <div className="flex flex-wrap items-center gap-2 border-y border-line bg-surface px-4 py-1.5">
        {tab === "rules" ? (
          <div role="group" aria-label="State" className="flex gap-1">
            {(["live", "over"] as const).map((key) => (
              <Link
                key={key}
                to={changed(params, { state: key === "live" ? null : key })}
                aria-current={state === key ? "true" : undefined}
                className={chip(state === key)}
              >
                {key === "live" ? "In force" : "Over"}
              </Link>
            ))}
          </div>
        ) : null}
        <Form method="get" className="flex items-center gap-2">
          {(["tab", "state"] as const).map((name) =>
            params.has(name) ? (
              <input key={name} type="hidden" name={name} value={params.get(name) ?? ""} />
            ) : null,
          )}
          <select
            name="client"
            aria-label="Client"
            defaultValue={client}
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
            className="tap max-w-56 rounded-md border border-control bg-surface px-2"
          >
            <option value="">All clients</option>
            {clients.map(({ id, name }) => (
              <option key={id} value={id}>
                {visibleText(name)}
              </option>
            ))}
          </select>
          <noscript>
            <button type="submit" className={buttonClass()}>
              Filter
            </button>
          </noscript>
        </Form>
      </div>
      {tab === "rules" ? (
        <RulesList rules={rules} state={state} now={now} />
      ) : (
        <WindowsList windows={windows} now={now} />
      )}
      {nextCursor ? (
        <div className="px-4 py-3">
          <Link
            to={`${changed(params, {})}&after=${encodeURIComponent(nextCursor)}`}
            className={buttonClass()}
          >
            Older rules
          </Link>
        </div>
      ) : null}
    </>
  )
}

const named = (items: readonly { readonly id: string; readonly name: string }[]) =>
  Object.fromEntries(items.map(({ id, name }) => [id, name]))

const look = (isMain: boolean) => (isMain ? "primary" : "quiet")
const chip = (on: boolean) =>
  `tap inline-flex items-center rounded-full border px-2.5 text-xs ${on ? "border-accent bg-selected font-medium text-text" : "border-line text-text-2 hover:bg-hover"}`
