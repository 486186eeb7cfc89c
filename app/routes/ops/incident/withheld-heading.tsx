import { ArrowLeft, Lock } from "lucide-react"
import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import type { IncidentHeading } from "./detail.ts"

/** Number, client, priority, team and stage. */
export function WithheldHeading({ incident }: { readonly incident: IncidentHeading }) {
  return (
    <header className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-text-2">
        <Link to="/ops/incidents" className="inline-flex items-center gap-1 text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> Incidents
        </Link>
        <Said>{incident.client.name}</Said>
        <span className="tnum">P{incident.priority}</span>
        <span>{incident.discipline.toUpperCase()}</span>
        <span>{incident.stage}</span>
        <span className="ml-auto inline-flex items-center gap-1 rounded-full border border-line px-2">
          <Lock className="size-3.5" aria-hidden="true" /> Need to know
        </span>
      </div>
      <h1 className="text-xl font-semibold">
        <span className="tnum">{incident.reference}</span>
      </h1>
    </header>
  )
}
