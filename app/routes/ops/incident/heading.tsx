import { ArrowLeft, Eye, Lock } from "lucide-react"
import { Form, Link, useNavigation } from "react-router"
import { Button, Kbd } from "#app/ui/button.tsx"
import { useHotkeys } from "#app/ui/hotkeys.ts"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { Said } from "#app/ui/said.tsx"
import type { IncidentHeading } from "./detail.ts"

const steps = ["new", "acknowledged", "investigating", "resolved"] as const

/** What it is, how far it is, who has it and who may read it. */
export function Heading({
  incident,
  mayWork,
}: {
  readonly incident: IncidentHeading
  readonly mayWork: boolean
}) {
  const busy = useNavigation().state !== "idle"
  const canAcknowledge =
    mayWork &&
    !incident.isCandidate &&
    !incident.acknowledged &&
    (incident.stage === "new" || incident.stage === "investigating")
  useHotkeys(
    canAcknowledge
      ? [
          {
            keys: "1",
            does: "Acknowledge",
            run: () => document.querySelector<HTMLFormElement>("#acknowledge")?.requestSubmit(),
          },
        ]
      : [],
  )
  return (
    <header className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-text-2">
        <Link to="/ops/incidents" className="inline-flex items-center gap-1 text-link hover:underline">
          <ArrowLeft className="size-4" aria-hidden="true" /> Incidents
        </Link>
        <span className="tnum font-medium text-text">{incident.reference}</span>
        <Said>{incident.client.name}</Said>
        <SeverityGlyph severity={incident.severity} withWord />
        <span className="tnum">P{incident.priority}</span>
        <span>{incident.discipline.toUpperCase()}</span>
        <span
          className={`ml-auto inline-flex items-center gap-1 rounded-full border px-2 ${incident.shared ? "border-accent text-text" : "border-line"}`}
        >
          {incident.shared ? (
            <Eye className="size-3.5" aria-hidden="true" />
          ) : (
            <Lock className="size-3.5" aria-hidden="true" />
          )}
          {incident.shared ? "Shared with the client" : "Internal"}
        </span>
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <h1 className="min-w-0 flex-1 text-xl font-semibold [overflow-wrap:anywhere]">
          <Said>{incident.title}</Said>
        </h1>
        {canAcknowledge ? (
          <Form method="post" id="acknowledge">
            <input type="hidden" name="act" value="acknowledge" />
            <Button look="primary" type="submit" disabled={busy}>
              Acknowledge <Kbd>1</Kbd>
            </Button>
          </Form>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <ol className="flex items-center gap-1 text-xs" aria-label="Stage">
          {steps.map((step) => {
            const now = incident.stage === step || (step === "resolved" && incident.stage === "closed")
            const label = step === "resolved" && incident.stage === "closed" ? "closed" : step
            return (
              <li
                key={step}
                aria-current={now ? "step" : undefined}
                className={`rounded-full px-2.5 py-0.5 ${now ? (step === "resolved" ? "bg-done-tint font-medium text-done-ink" : "bg-selected font-medium text-text") : "text-text-3"}`}
              >
                {label}
              </li>
            )
          })}
        </ol>
        <span className="text-xs text-text-2">
          {incident.owner ? (
            <>
              Owner: <Said>{incident.owner}</Said>
            </>
          ) : (
            "Nobody owns it yet"
          )}
        </span>
      </div>
      {incident.resolution ? (
        <p className="rounded-md bg-done-tint px-3 py-2 whitespace-pre-wrap text-done-ink">
          Resolution: <Said>{incident.resolution}</Said>
        </p>
      ) : null}
    </header>
  )
}
