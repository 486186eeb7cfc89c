import { readForm } from "#app/http/read-form.server.ts"
import { ArrowLeft } from "lucide-react"
import { Link, redirect } from "react-router"
import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { readClient } from "#app/domain/clients/read.server.ts"
import { listQuarantined } from "#app/domain/replay/read.server.ts"
import { exampleOf } from "#app/domain/ingest/examples.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { healthOf } from "#app/domain/sources/health.ts"
import { readSecretMadeAt, readVitals } from "#app/domain/sources/read-vitals.server.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { listSubscriptions } from "#app/domain/sources/subscriptions/read.server.ts"
import { env } from "#app/env.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { applyDeed, readDeed } from "./deed.server.ts"
import { Coverage, Expected } from "./coverage.tsx"
import { HealthMark } from "./health-mark.tsx"
import { Listening } from "./listening.tsx"
import { readCoverage, readListening } from "./listening.server.ts"
import { QuarantineList } from "./quarantine-list.tsx"
import { readSigning } from "./signature-deed.server.ts"
import { Signing } from "./signing.tsx"
import { SourceTabs } from "./source-tabs.tsx"
import { SourceDeeds } from "./source-deeds.tsx"
import { SubscriptionList } from "./subscription/subscription-list.tsx"
import { TestEvent } from "./test-event.tsx"
import { TokenOnce } from "./token-once.tsx"
import { VitalsSection } from "./vitals-section.tsx"
import type { Route } from "./+types/source"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.name ?? "Source"} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    const shown = await withPortfolio(person, ["sources.read", "clients.read"], async (t) => {
      const source = await readSource(t, id)
      const client = await readClient(t, source.client)
      const { items: quarantined } = await listQuarantined(t, id, { state: "waiting" }, { limit: 5 })
      const vitals = await readVitals(t, id)
      return {
        id,
        name: source.name,
        adapter: source.adapter,
        tool: adapters[source.adapter]?.label ?? source.adapter,
        client: client.name,
        enabled: source.enabled,
        health: healthOf(source, t.now.epochMilliseconds),
        ratePerSecond: source.ratePerSecond,
        burst: source.burst,
        createdAt: source.createdAt.toString(),
        vitals: {
          ...vitals,
          reasons: vitals.reasons.map((row) => ({ ...row, last: row.last.toString() })),
          renderedAt: t.now.epochMilliseconds,
        },
        lastDeliveryAt: source.lastDeliveryAt?.toString() ?? null,
        expectedEverySeconds: source.expectedEverySeconds,
        silentSince: source.silentSince?.toString() ?? null,
        listening: await readListening(t, source),
        coverage: await readCoverage(t, source),
        signing: await readSigning(t, source),
        ingestUrl: `${env().origin}/ingest/v1/${source.adapter}`,
        quarantined: quarantined.map((row) => ({
          ...row,
          receivedAt: row.receivedAt.toString(),
          body: (row.body ?? "").slice(0, 4000),
        })),
        isShared: source.isShared,
        isMirror: source.mirrorOf !== null,
        sample: await exampleOf(source.adapter),
        subscriptions: (await listSubscriptions(t, id)).map(({ askedAt, confirmedAt, refusal, ...rest }) => ({
          ...rest,
          askedAt: askedAt.toString(),
          confirmedAt: confirmedAt?.toString() ?? null,
          refusal: refusal && { at: refusal.at.toString(), why: refusal.why },
        })),
        mayManage: permissionsAt(person, source.client).has("sources.manage"),
      }
    })
    // Credentials are seen within their client alone, never across.
    const secretMadeAt = await withTenantOf(person, { kind: "source", id }, ["sources.read"], (t) =>
      readSecretMadeAt(t, id),
    )
    return { ...shown, secretMadeAt: secretMadeAt?.toString() ?? null }
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    const deed = readDeed(await readForm(request))
    const done = await withTenantOf(person, { kind: "source", id }, ["sources.manage", "sources.read"], (t) =>
      applyDeed(t, id, deed),
    )
    if (done.act === "delete") throw redirect("/admin")
    return { ...done, origin: env().origin }
  })
}

export default function Source({ loaderData, actionData }: Route.ComponentProps) {
  const {
    name,
    adapter,
    tool,
    client,
    health,
    lastDeliveryAt,
    createdAt,
    quarantined,
    mayManage,
    sample,
    id,
  } = loaderData
  const token = actionData?.ok ? actionData.value.token : null
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ["Client", client],
    ["Tool", tool],
    ...(loaderData.isShared
      ? [
          [
            "Shared",
            <Link key="map" to={`/admin/shared?source=${id}`} className="text-link hover:underline">
              Tenant map: whose its events are
            </Link>,
          ] as const,
        ]
      : []),
    ["State", <HealthMark key="health" health={health} />],
    ["Last delivery", lastDeliveryAt ? <Moment key="last" at={lastDeliveryAt} /> : "never"],
    ["Expected", <Expected key="expected" source={loaderData} />],
    ["Added", <Moment key="added" at={createdAt} />],
    [
      "Secret made",
      loaderData.secretMadeAt ? <Moment key="secret" at={loaderData.secretMadeAt} /> : "none is valid",
    ],
    ["Limit", `${loaderData.ratePerSecond} a second, burst of ${loaderData.burst}`],
    [
      "Address",
      loaderData.isMirror ? (
        "none: its events come through a shared source"
      ) : (
        <code key="url">{loaderData.ingestUrl}</code>
      ),
    ],
  ]
  return (
    <>
      <Link
        to="/admin"
        className="inline-flex items-center gap-1 px-4 pt-4 text-xs text-text-2 hover:text-text"
      >
        <ArrowLeft className="size-3.5" aria-hidden="true" /> Sources
      </Link>
      <PageHeader title={name}>{mayManage ? <SourceDeeds source={loaderData} /> : null}</PageHeader>
      <SourceTabs {...{ id, adapter }} current="overview" />
      <div className="grid gap-8 px-4 pb-12 xl:grid-cols-2">
        <div className="grid content-start gap-6">
          {actionData?.ok === false ? (
            <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
              {actionData.error.message}
            </p>
          ) : null}
          {token && actionData?.ok ? (
            <TokenOnce {...{ adapter, token, sample }} origin={actionData.value.origin} />
          ) : null}
          <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-2 rounded-lg border border-line bg-surface p-4 text-sm">
            {facts.map(([key, value]) => (
              <div key={key} className="contents">
                <dt className="text-text-3">{key}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
          <Coverage coverage={loaderData.coverage} />
          <SubscriptionList rows={loaderData.subscriptions} {...{ source: id, mayManage }} />
          <TestEvent {...{ adapter, sample }} />
        </div>
        <div className="grid content-start gap-6">
          <VitalsSection {...loaderData.vitals} />
          <Listening {...loaderData.listening} mayManage={mayManage} />
          {loaderData.signing ? <Signing {...loaderData.signing} mayManage={mayManage} /> : null}
          <QuarantineList rows={quarantined} source={id} />
        </div>
      </div>
    </>
  )
}
