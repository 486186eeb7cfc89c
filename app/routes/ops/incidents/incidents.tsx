import { useEffect, useRef, useState } from "react"
import { Form, Link, useNavigate, useRevalidator, useSearchParams } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { countOutOfReach } from "#app/auth/system-portfolio.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { incidentViews } from "#app/domain/incidents/filter.ts"
import { listClients } from "#app/domain/clients/read.server.ts"
import { countIncidentViews, countOpenElsewhere, listIncidents } from "#app/domain/incidents/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { isId, parseId } from "#app/kernel/ids.ts"
import { useChanges } from "#app/live/live-provider.tsx"
import { buttonClass } from "#app/ui/button.tsx"
import { HelpSheet } from "#app/ui/help-sheet.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { EmptyState, PageHeader } from "#app/ui/page-header.tsx"
import { cappedCount, Tabs } from "#app/ui/tabs.tsx"
import { ClientFilter } from "../client-filter.tsx"
import { awaitedHandoffs } from "../awaited-handoffs.server.ts"
import { AwaitedHandoffs } from "../awaited-handoffs.tsx"
import { OutOfReach } from "../out-of-reach.tsx"
import { changed } from "../queue/query.ts"
import { IncidentTable } from "./incident-table.tsx"
import { MergeBar } from "./merge-bar.tsx"
import { type IncidentRow, incidentRow } from "./row.ts"
import type { Route } from "./+types/incidents"

export const meta: Route.MetaFunction = () => [{ title: "Incidents · Watchfloor" }]

const pageSize = 100
const nothing = {
  open: "No open incidents",
  mine: "No open incident is yours",
  unowned: "Every open incident has an owner",
  candidates: "No candidate waits for a word",
  resolved: "Nothing has been resolved yet",
} as const
const labels = {
  open: "Open",
  mine: "Mine",
  unowned: "Unowned",
  candidates: "Candidates",
  resolved: "Resolved",
} as const

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const view = incidentViews.find((v) => v === params.get("view")) ?? "open"
    const search = params.get("q")?.trim().slice(0, 200)
    const client = params.get("client") ?? ""
    const filter = {
      me: person.userId,
      ...(search ? { search } : {}),
      ...(isId(client) ? { clients: [parseId("tenant", client)] } : {}),
    }
    const after = params.get("after")
    const elsewhere = await countOutOfReach(person, ["incidents.read"], countOpenElsewhere)
    const handoffs = await awaitedHandoffs(person)
    return withPortfolio(person, ["incidents.read", "clients.read"], async (t) => {
      const order = view === "resolved" ? "newest" : "queue"
      const page = await listIncidents(
        t,
        { ...filter, view },
        { order, limit: pageSize, ...(after ? { after } : {}) },
      )
      return {
        view,
        rows: page.items.map(incidentRow),
        nextCursor: page.nextCursor,
        counts: await countIncidentViews(t, filter),
        clients: (await listClients(t, { limit: 200 })).items.map(({ id, name }) => ({ id, name })),
        elsewhere,
        handoffs,
        now: t.now.epochMilliseconds,
      }
    })
  })
}

export default function Incidents({ loaderData }: Route.ComponentProps) {
  const { view, rows, nextCursor, counts, now } = loaderData
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const { revalidate } = useRevalidator()
  const [behind, setBehind] = useState(0)
  const [index, setIndex] = useState(0)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [merging, setMerging] = useState<readonly IncidentRow[]>([])
  const chosen = rows.filter((row) => selected.has(row.id))
  const toggle = (id: string) =>
    setSelected((before) =>
      before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set(before).add(id),
    )
  const body = useRef<HTMLTableSectionElement>(null)
  useChanges((change) => {
    if (change.kind === "incident" || change.kind === "all")
      setBehind((n) => n + Math.max(1, change.added.length))
  })
  useEffect(() => setBehind(0), [rows])
  // An idle list at its top brings itself up to date; one that somebody works in waits for its pill.
  useEffect(() => {
    if (behind === 0) return
    const timer = setInterval(() => {
      const held =
        selected.size > 0 ||
        (body.current?.contains(document.activeElement) ?? false) ||
        window.scrollY > 0 ||
        document.hidden
      if (!held) void revalidate()
    }, 2000)
    return () => clearInterval(timer)
  }, [behind, revalidate, selected])

  const move = (by: number) => {
    const next = Math.min(Math.max(index + by, 0), rows.length - 1)
    setIndex(next)
    body.current?.querySelectorAll<HTMLElement>("tr")[next]?.focus()
  }
  const hotkeys = [
    { keys: "j", does: "Next incident", run: () => move(1) },
    { keys: "k", does: "Previous incident", run: () => move(-1) },
    {
      keys: "Enter",
      does: "Open the incident",
      run: () => rows[index] && void navigate(`/ops/incidents/${rows[index].id}`),
    },
    { keys: "x", does: "Select", run: () => rows[index] && toggle(rows[index].id) },
    { keys: "3", does: "Merge the selected", run: () => setMerging(chosen.length > 1 ? chosen : []) },
    { keys: "n", does: "Show what is new", run: () => void revalidate() },
    { keys: "/", does: "Filter", run: () => document.getElementById("incident-search")?.focus() },
  ]
  useHotkeys(hotkeys)
  const isFiltered = params.has("q") || params.has("client")
  const tabs = incidentViews.map((key) => ({
    key,
    label: labels[key],
    to: changed(params, { view: key === "open" ? null : key }),
    ...(key === "resolved" ? {} : { count: cappedCount(counts[key]) }),
  }))

  return (
    <div>
      <PageHeader title="Incidents" count={`${cappedCount(counts.open)} open`}>
        <Form method="get" className="flex flex-wrap gap-2">
          {view === "open" ? null : <input type="hidden" name="view" value={view} />}
          <ClientFilter clients={loaderData.clients} chosen={params.get("client")} />
          <input
            id="incident-search"
            type="search"
            name="q"
            aria-label="Words in the title, or a reference"
            placeholder="Search  /"
            defaultValue={params.get("q") ?? ""}
            className="tap w-52 rounded-md border border-control bg-surface px-2"
          />
        </Form>
      </PageHeader>
      <AwaitedHandoffs handoffs={loaderData.handoffs} now={now} />
      <Tabs label="Views" tabs={tabs} current={view} />
      {behind > 0 ? (
        <div className="sticky top-12 z-10 flex justify-center">
          <button
            type="button"
            onClick={() => void revalidate()}
            className="tap absolute -top-1 rounded-full border border-accent bg-accent px-4 text-sm font-medium text-on-accent shadow-pop"
          >
            Something changed · n
          </button>
        </div>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title={isFiltered ? "Nothing matches" : nothing[view]}>
          {isFiltered ? (
            <Link to={changed(params, { q: null, client: null })} className={buttonClass()}>
              Clear filters
            </Link>
          ) : (
            <Link to="/ops/queue" className="text-link hover:underline">
              To the alert queue
            </Link>
          )}
        </EmptyState>
      ) : (
        <IncidentTable
          ref={body}
          rows={rows}
          index={index}
          onFocus={setIndex}
          selected={selected}
          onToggle={toggle}
          now={now}
        />
      )}
      {nextCursor ? (
        <footer className="px-4 py-3">
          <Link
            to={`?${new URLSearchParams([...params, ["after", nextCursor]].filter(([k], i, all) => k !== "after" || i === all.length - 1) as [string, string][])}`}
            className={buttonClass()}
          >
            Next {pageSize}
          </Link>
        </footer>
      ) : null}
      <MergeBar
        chosen={chosen}
        merging={merging}
        onMerge={setMerging}
        onClear={() => setSelected(new Set())}
      />
      <OutOfReach count={loaderData.elsewhere} what="incident" />
      <HelpSheet hotkeys={hotkeys} />
    </div>
  )
}
