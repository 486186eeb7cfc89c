import { ArrowLeft } from "lucide-react"
import { Link } from "react-router"
import { permissionsAt } from "#app/auth/access.ts"
import { withPortfolio, withTenantOf } from "#app/auth/guards.server.ts"
import { requireStaff } from "#app/auth/staff.server.ts"
import { adapters } from "#app/domain/ingest/registry.ts"
import { readSource } from "#app/domain/sources/read.server.ts"
import { listRecipes, readDedupeFigures } from "#app/domain/sources/recipes.server.ts"
import { onAction, onScreen } from "#app/http/errors.server.ts"
import { readForm } from "#app/http/read-form.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SourceTabs } from "../source-tabs.tsx"
import { applyAct } from "./act.server.ts"
import { Figures } from "./figures.tsx"
import { LearningSection } from "./learning-section.tsx"
import { RecipeSection } from "./recipe-section.tsx"
import { SettingsSection } from "./settings-section.tsx"
import { VersionList } from "./version-list.tsx"
import type { Route } from "./+types/dedupe"

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `Dedupe · ${loaderData?.name ?? "Source"} · Watchfloor` },
]

export function loader({ request, params }: Route.LoaderArgs) {
  return onScreen(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    return withPortfolio(person, ["sources.read", "clients.read"], async (t) => {
      const source = await readSource(t, id)
      const until = source.learningUntil
      return {
        id,
        name: source.name,
        adapter: source.adapter,
        tool: adapters[source.adapter]?.label ?? source.adapter,
        settings: {
          reopenMinutes: Math.round(source.reopenWindowSeconds / 60),
          resolveDelayMinutes: Math.round(source.resolveDelaySeconds / 60),
          staleHours: source.staleAfterSeconds === null ? null : Math.ceil(source.staleAfterSeconds / 3600),
          trustsDowngrade: source.trustsDowngrade,
          stormLimit: source.stormLimit,
          ignoreFields: source.ignoreFields,
        },
        learningUntil: until && until.epochMilliseconds > t.now.epochMilliseconds ? until.toString() : null,
        recipes: (await listRecipes(t, id)).map((r) => ({ ...r, createdAt: r.createdAt.toString() })),
        figures: await readDedupeFigures(t, id, 7),
        mayManage: permissionsAt(person, source.client).has("sources.manage"),
      }
    })
  })
}

export function action({ request, params }: Route.ActionArgs) {
  return onAction(async () => {
    const person = await requireStaff(request)
    const id = parseId("source", params.sourceId)
    const form = await readForm(request)
    return withTenantOf(person, { kind: "source", id }, ["sources.manage", "sources.read"], (t) =>
      applyAct(t, person.userId, id, form),
    )
  })
}

export default function Dedupe({ loaderData }: Route.ComponentProps) {
  const { id, name, tool, settings, learningUntil, recipes, figures, mayManage } = loaderData
  const fields = recipes[0]?.fields ?? null
  return (
    <>
      <Link
        to="/admin"
        className="inline-flex items-center gap-1 px-4 pt-4 text-xs text-text-2 hover:text-text"
      >
        <ArrowLeft className="size-3.5" aria-hidden="true" /> Sources
      </Link>
      <PageHeader title={name} />
      <SourceTabs id={id} adapter={loaderData.adapter} current="dedupe" />
      <div className="grid max-w-[90rem] gap-6 px-4 pb-12 xl:grid-cols-2">
        <div className="xl:col-span-2">
          <Figures figures={figures} />
        </div>
        <div className="grid content-start gap-6">
          <RecipeSection key={JSON.stringify(fields)} fields={fields} tool={tool} mayManage={mayManage} />
          <VersionList recipes={recipes} tool={tool} />
        </div>
        <div className="grid content-start gap-6">
          <SettingsSection settings={settings} mayManage={mayManage} />
          <LearningSection until={learningUntil} mayManage={mayManage} />
        </div>
      </div>
    </>
  )
}
