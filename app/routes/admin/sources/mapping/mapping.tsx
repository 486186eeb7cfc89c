import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Section } from "#app/ui/section.tsx"
import { ReplayRun } from "../quarantine/replay-run.tsx"
import { SourceTabs } from "../source-tabs.tsx"
import { applyMappingDeed } from "./deeds.server.ts"
import { MappingEditor } from "./mapping-editor.tsx"
import { MappingHistory } from "./mapping-history.tsx"
import { readMappingPage } from "./page-data.server.ts"
import type { Route } from "./+types/mapping"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Mapping · ${loaderData?.name ?? "Source"} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    return withPortfolio(person, ["sources.read"], async (t) => {
      const page = await readMappingPage(t, id)
      return { ...page, id, mayManage: permissionsAt(person, page.client).has("sources.manage") }
    })
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    const form = await readForm(request)
    return withTenantOf(person, { kind: "source", id }, ["sources.manage", "sources.read"], (t) =>
      applyMappingDeed(t, id, form),
    )
  })
}

export default function MappingPage({ loaderData }: Route.ComponentProps) {
  const { id, name, adapter, version, waiting, mayManage } = loaderData
  const isMapped = adapter === "mapped"
  return (
    <>
      <Link
        to="/admin"
        className="inline-flex items-center gap-1 px-4 pt-4 text-xs text-text-2 hover:text-text"
      >
        <ArrowLeft className="size-3.5" aria-hidden="true" /> Sources
      </Link>
      <PageHeader title={name} count={version > 0 ? `mapping version ${version}` : "no mapping yet"} />
      <SourceTabs id={id} adapter={adapter} current="mapping" />
      <div className="grid gap-6 border-t border-line px-4 pt-4 pb-12">
        {waiting.count > 0 ? (
          <Section
            title="Deliveries that wait"
            intro={
              version > 0
                ? "They came before there was a mapping. A replay reads them with the saved one; their alerts are marked as replayed, have no deadline and page nobody."
                : "They are stored. Save a mapping, then replay them."
            }
          >
            {version > 0 && mayManage ? (
              <ReplayRun
                source={id}
                choice={waiting.choice}
                label={`Replay the ${waiting.count} waiting ${waiting.count === 1 ? "delivery" : "deliveries"}`}
              />
            ) : (
              <p>{waiting.count} so far.</p>
            )}
          </Section>
        ) : null}
        {isMapped && mayManage ? (
          <MappingEditor key={version} page={loaderData} />
        ) : (
          <p className="text-text-2">
            {isMapped
              ? "Somebody who may change sources writes the mapping."
              : `${loaderData.tool} is read by an adapter of its own and needs no mapping.`}
          </p>
        )}
        <MappingHistory versions={loaderData.versions} mayRestore={mayManage} />
      </div>
    </>
  )
}
