import { useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { IncidentChoice } from "./incident-choice.tsx"
import type { IncidentRow } from "./row.ts"

export type Mergeable = Pick<
  IncidentRow,
  "id" | "reference" | "title" | "severity" | "client" | "shared" | "isCandidate" | "openedAt"
>

/** Asks which of several incidents stays, says what becomes of the rest, and merges them. It cannot be undone. */
export function MergeDialog({
  incidents,
  choosing = false,
  onClose,
  onDone,
}: {
  /** What is to be merged; none while it is not asked for. */
  readonly incidents: readonly Mergeable[]
  /** The other one is still to be found. */
  readonly choosing?: boolean
  readonly onClose: () => void
  readonly onDone: (survivor: Mergeable) => void
}) {
  const [found, setFound] = useState<Mergeable | null>(null)
  const [keep, setKeep] = useState<string | null>(null)
  const all = found ? [...incidents, found] : incidents
  const survivor = all.find((incident) => incident.id === keep) ?? preferred(all)
  const others = all.filter((incident) => incident !== survivor)
  const close = () => {
    setFound(null)
    setKeep(null)
    onClose()
  }
  const [first] = incidents
  const several = new Set(incidents.map((incident) => incident.client.code)).size > 1
  return (
    <Dialog
      open={incidents.length > 0}
      onClose={close}
      title={choosing ? "Merge with another incident" : `Merge ${incidents.length} incidents`}
    >
      {several ? (
        <div className="grid gap-4">
          <p className="text-text-2">
            They belong to different clients, which never share an incident. A campaign links them for us
            alone.
          </p>
          <div className="flex justify-end">
            <Button onClick={close}>Back to the list</Button>
          </div>
        </div>
      ) : (
        <div className="grid gap-4">
          {choosing && first ? (
            <IncidentChoice of={{ incident: first.id }} chosen={found?.id ?? null} onChoose={setFound} />
          ) : null}
          {survivor && others.length > 0 ? (
            <>
              <Survivors all={all} survivor={survivor} onKeep={setKeep} />
              <Consequences survivor={survivor} others={others} />
            </>
          ) : null}
          <ActForm
            act="merge"
            action={`/ops/incidents/${survivor?.id ?? "none"}/membership`}
            fields={{ incidents: others.map((other) => other.id).join(",") }}
            onDone={() => {
              if (survivor) onDone(survivor)
              close()
            }}
          >
            {({ busy }) => (
              <DialogActions onCancel={close} look="danger" disabled={busy || others.length === 0}>
                {survivor && others.length > 0
                  ? `Merge ${others.length} into ${survivor.reference}`
                  : "Choose an incident"}
              </DialogActions>
            )}
          </ActForm>
        </div>
      )}
    </Dialog>
  )
}

/** The one the client knows, else the oldest; a candidate last. */
function preferred(all: readonly Mergeable[]): Mergeable | undefined {
  const rank = (one: Mergeable) => (one.isCandidate ? 2 : one.shared ? 0 : 1)
  return [...all].sort((a, b) => rank(a) - rank(b) || (a.openedAt < b.openedAt ? -1 : 1))[0]
}

function Survivors({
  all,
  survivor,
  onKeep,
}: {
  readonly all: readonly Mergeable[]
  readonly survivor: Mergeable
  readonly onKeep: (id: string) => void
}) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-medium">Which one stays?</legend>
      {all.map((incident) => (
        <label
          key={incident.id}
          className="tap flex items-center gap-2 rounded-md border border-line px-2 py-1.5 text-sm has-checked:border-accent has-checked:bg-selected"
        >
          <input
            type="radio"
            name="survivor"
            checked={incident === survivor}
            onChange={() => onKeep(incident.id)}
          />
          <SeverityGlyph severity={incident.severity} />
          <span className="tnum shrink-0 text-xs text-text-2">{incident.reference}</span>
          <span className="min-w-0 flex-1">
            <Said>{incident.title}</Said>
          </span>
          {incident.shared ? <span className="text-xs text-text-3">shared</span> : null}
          {incident.isCandidate ? <span className="text-xs text-text-3">candidate</span> : null}
        </label>
      ))}
    </fieldset>
  )
}

function Consequences({
  survivor,
  others,
}: {
  readonly survivor: Mergeable
  readonly others: readonly Mergeable[]
}) {
  const names = others.map((other) => other.reference).join(", ")
  const told = others.filter((other) => other.shared).map((other) => other.reference)
  return (
    <ul className="grid list-disc gap-1 pl-5 text-sm text-text-2">
      <li>
        {names} {others.length === 1 ? "closes and is" : "close and are"} read only from then on, with notes
        and history kept. This cannot be undone.
      </li>
      <li>
        {survivor.reference} takes their alerts, the worst priority, and for each clock the earliest start and
        the first answer.
      </li>
      {told.length > 0 ? (
        <li>
          The client sees {told.join(", ")} and keeps that page.{" "}
          {survivor.shared
            ? `It will lead to ${survivor.reference}.`
            : `${survivor.reference} stays internal: the page says only that the work goes on. Write a client update there to share it.`}
        </li>
      ) : null}
      <li>No internal note is shared with the client by this.</li>
    </ul>
  )
}
