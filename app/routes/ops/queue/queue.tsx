import { useCallback, useEffect, useRef, useState } from "react"
import { Link, useNavigate, useSearchParams } from "react-router"
import { withPortfolio } from "#app/auth/guards.server.ts"
import { countOutOfReach } from "#app/auth/system-portfolio.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { countOpenElsewhere, countViews, listAlerts, readHistogram } from "#app/domain/alerts/read.server.ts"
import { listClients } from "#app/domain/clients/read.server.ts"
import { onScreen } from "#app/http/errors.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { HelpSheet } from "#app/ui/help-sheet.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { cappedCount, Tabs } from "#app/ui/tabs.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import { cycleZone } from "#app/ui/zone.ts"
import { JoinDialog } from "../incidents/join-dialog.tsx"
import { awaitedHandoffs } from "../awaited-handoffs.server.ts"
import { AwaitedHandoffs } from "../awaited-handoffs.tsx"
import { OutOfReach } from "../out-of-reach.tsx"
import { Announcer } from "./announcer.tsx"
import { BulkConfirm, type BulkVerdict, confirmAbove } from "./bulk-confirm.tsx"
import { CloseDialog } from "./close-dialog.tsx"
import { Filters } from "./filters.tsx"
import { Histogram } from "./histogram.tsx"
import { NewPill } from "./new-pill.tsx"
import { Nothing } from "./nothing.tsx"
import { PeekPanel } from "./peek-panel.tsx"
import { changed, filterOf } from "./query.ts"
import { queueKeys } from "./queue-keys.ts"
import { QueueTable } from "./queue-table.tsx"
import { rowOf } from "./row.ts"
import { useCursor } from "./use-cursor.ts"
import { useLiveQueue } from "./use-live-queue.ts"
import { useVerdicts } from "./use-verdicts.ts"
import { VerdictBar } from "./verdict-bar.tsx"
import type { Route } from "./+types/queue"

export const meta: Route.MetaFunction = () => [{ title: "Alert queue · Watchfloor" }]

const pageSize = 100

export function loader({ request }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const params = new URL(request.url).searchParams
    const filter = filterOf(params, person.userId)
    const after = params.get("after")
    const needs = ["alerts.read", "clients.read"] as const
    const elsewhere = await countOutOfReach(person, needs, countOpenElsewhere)
    const handoffs = await awaitedHandoffs(person)
    return withPortfolio(person, needs, async (t) => {
      const page = await listAlerts(t, filter, {
        order: "queue",
        limit: pageSize,
        ...(after ? { after } : {}),
      })
      const clients = await listClients(t, { limit: 200 })
      return {
        rows: page.items.map(rowOf),
        nextCursor: page.nextCursor,
        counts: await countViews(t, filter),
        hours: await readHistogram(t, { ...filter, view: "open" }),
        clients: clients.items.map(({ id, code, name }) => ({ id, code, name })),
        view: filter.view,
        elsewhere,
        handoffs,
        now: t.now.epochMilliseconds,
        me: { id: person.userId, name: person.name },
      }
    })
  })
}

const viewLabels = {
  open: "All open",
  unassigned: "Unassigned",
  mine: "Mine",
  "at-risk": "At risk",
  suppressed: "Suppressed",
  closed: "Closed",
} as const

export default function Queue({ loaderData }: Route.ComponentProps) {
  const { counts, view, now, me, nextCursor, clients } = loaderData
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const { show, undoLast } = useToasts()
  const table = useRef<HTMLTableSectionElement>(null)
  const [peekId, setPeekId] = useState<string | null>(null)
  const [closing, setClosing] = useState<readonly string[]>([])
  const [joining, setJoining] = useState<readonly string[]>([])
  const [confirming, setConfirming] = useState<BulkVerdict | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())

  const isHeld = useRef(false)
  isHeld.current = selected.size > 0 || peekId !== null || closing.length > 0 || joining.length > 0
  const held = useCallback(() => {
    const inside = table.current?.contains(document.activeElement) ?? false
    return isHeld.current || inside || document.hidden || window.scrollY > 0
  }, [])
  const { list, dispatch } = useLiveQueue(loaderData.rows, params.toString(), held)
  const cursor = useCursor(list.rows, table)
  const verdicts = useVerdicts({ rows: list.rows, dispatch, me, after: cursor.next })

  const current = list.rows[cursor.index]
  const targets = selected.size > 0 ? [...selected] : current ? [current.id] : []
  const toggle = (id: string) =>
    setSelected((before) => (before.has(id) ? without(before, id) : new Set(before).add(id)))
  const showNew = () => {
    const keep = cursor.keepInPlace()
    dispatch({ type: "apply" })
    keep()
  }
  const decided = () => setSelected(new Set())

  const asked = (verdict: BulkVerdict) => {
    if (targets.length > confirmAbove) return setConfirming(verdict)
    void verdicts[verdict](targets).then(decided)
  }
  const hotkeys = queueKeys({
    move: cursor.move,
    open: () => current && void navigate(`/ops/alerts/${current.id}`),
    peek: () => setPeekId((before) => (current && before !== current.id ? current.id : null)),
    toggle: () => current && toggle(current.id),
    extend: (step) => (current && setSelected((s) => new Set(s).add(current.id)), cursor.move(step)),
    take: () => asked("take"),
    raise: () => asked("raise"),
    join: () => setJoining(targets),
    close: () => setClosing(targets),
    undo: undoLast,
    showNew,
    leave: () => (peekId ? setPeekId(null) : setSelected(new Set())),
    zone: () => show({ text: cycleZone() === "utc" ? "Times in UTC." : "Times in your own zone." }),
  })
  useHotkeys(hotkeys)
  useEffect(() => {
    if (peekId && current && current.id !== peekId) setPeekId(current.id)
  }, [current, peekId])

  const tabs = (["open", "unassigned", "mine", "at-risk", "suppressed", "closed"] as const).map((key) => ({
    key,
    label: viewLabels[key],
    to: changed(params, { view: key === "open" ? null : key, by: null }),
    ...(key === "closed" ? {} : { count: cappedCount(counts[key]) }),
  }))

  return (
    <div className={`flex min-h-[calc(100dvh-3rem)] flex-col ${peekId ? "lg:pr-120" : ""}`}>
      <PageHeader title="Alert queue" count={`${cappedCount(counts.open)} open`}>
        <Histogram hours={loaderData.hours} />
      </PageHeader>
      <AwaitedHandoffs handoffs={loaderData.handoffs} now={now} />
      <Tabs label="Views" tabs={tabs} current={view} />
      <Filters params={params} clients={clients} />
      <NewPill list={list} onShow={showNew} />
      <Announcer list={list} />
      {list.rows.length === 0 ? (
        <Nothing
          filtered={params.size > (params.has("view") ? 1 : 0)}
          waiting={list.waiting.size}
          view={view}
        />
      ) : (
        <QueueTable
          ref={table}
          rows={list.rows}
          cursor={cursor}
          selected={selected}
          onToggle={toggle}
          onSelectAll={(all) => setSelected(new Set(all ? list.rows.map((row) => row.id) : []))}
          onPeek={setPeekId}
          now={now}
          total={counts[view === "closed" ? "open" : view]}
        />
      )}
      <footer className="flex items-center gap-4 px-4 py-3 text-xs text-text-3">
        <span className="tnum">
          {list.rows.length} of {view === "closed" ? "the newest" : cappedCount(counts[view])} · sorted by
          next breach
        </span>
        {nextCursor ? (
          <Link to={`?${withAfter(params, nextCursor)}`} className={buttonClass()}>
            Next {pageSize}
          </Link>
        ) : null}
        {params.has("after") ? (
          <Link to={changed(params, {})} className={buttonClass()}>
            Back to the top
          </Link>
        ) : null}
      </footer>
      <OutOfReach count={loaderData.elsewhere} what="alert" />
      <VerdictBar
        count={targets.length}
        selected={selected.size}
        onTake={() => asked("take")}
        onRaise={() => asked("raise")}
        onJoin={() => setJoining(targets)}
        onClose={() => setClosing(targets)}
        onClear={() => setSelected(new Set())}
      />
      <BulkConfirm
        verdict={confirming}
        rows={list.rows.filter((row) => selected.has(row.id))}
        onCancel={() => setConfirming(null)}
        onConfirm={(verdict) => {
          setConfirming(null)
          void verdicts[verdict](targets).then(decided)
        }}
      />
      <JoinDialog
        alerts={list.rows.filter((row) => joining.includes(row.id))}
        onClose={() => setJoining([])}
        onDone={(incident) => {
          show({ text: `Added to ${incident.reference}.` })
          decided()
        }}
      />
      <CloseDialog
        rows={list.rows.filter((row) => closing.includes(row.id))}
        onCancel={() => setClosing([])}
        onClose={(reason, comment) => {
          const ids = closing
          setClosing([])
          // The dialog gives the focus back as it closes; only then may the cursor go on.
          setTimeout(() => void verdicts.close(ids, reason, comment).then(decided))
        }}
      />
      {peekId ? <PeekPanel id={peekId} now={now} onClose={() => setPeekId(null)} /> : null}
      <HelpSheet hotkeys={hotkeys} />
    </div>
  )
}

function withAfter(params: URLSearchParams, after: string): string {
  const next = new URLSearchParams(params)
  next.set("after", after)
  return next.toString()
}

function without(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== id))
}
