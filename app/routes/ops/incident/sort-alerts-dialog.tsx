import { useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { TextField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import { SeverityGlyph } from "#app/ui/severity-glyph.tsx"
import { IncidentChoice } from "../incidents/incident-choice.tsx"
import type { IncidentRow } from "../incidents/row.ts"
import type { QueueRow } from "../queue/row.ts"

const ways = {
  split: "Split off a new incident",
  add: "Move to another incident",
  "take-out": "Back to the queue",
} as const
type Way = keyof typeof ways

/** Chooses alerts of an incident and says where they belong: a new incident, another one, or the queue. */
export function SortAlertsDialog({
  open,
  incidentId,
  alerts,
  total,
  onClose,
  onDone,
}: {
  readonly open: boolean
  readonly incidentId: string
  readonly alerts: readonly QueueRow[]
  readonly total: number
  readonly onClose: () => void
  /** @param to the incident they are in now */
  readonly onDone: (to: string, way: Way) => void
}) {
  const [way, setWay] = useState<Way>("split")
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [target, setTarget] = useState<IncidentRow | null>(null)
  const close = () => {
    setChosen(new Set())
    setTarget(null)
    onClose()
  }
  const toggle = (id: string) =>
    setChosen((before) =>
      before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set(before).add(id),
    )
  const where = way === "add" ? (target?.id ?? "none") : incidentId
  const isReady = chosen.size > 0 && (way !== "add" || target !== null)
  const count = chosen.size === 1 ? "1 alert" : `${chosen.size} alerts`
  const does = {
    split: `Split off ${count}`,
    add: target ? `Move ${count} to ${target.reference}` : "Choose an incident",
    "take-out": `Take out ${count}`,
  }[way]
  return (
    <Dialog open={open} onClose={close} title="Where do these alerts belong?">
      <div className="grid gap-4">
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-sm font-medium">
            Alerts{total > alerts.length ? `, the newest ${alerts.length} of ${total}` : ""}
          </legend>
          <div className="grid max-h-48 gap-1 overflow-y-auto">
            {alerts.map((alert) => (
              <label
                key={alert.id}
                className="tap flex items-center gap-2 rounded-md px-1 text-sm hover:bg-hover"
              >
                <input type="checkbox" checked={chosen.has(alert.id)} onChange={() => toggle(alert.id)} />
                <SeverityGlyph severity={alert.severity} />
                <span className="min-w-0 flex-1">
                  <Said>{alert.title}</Said>
                  {alert.asset ? (
                    <span className="text-xs text-text-3">
                      {" "}
                      · <Said>{alert.asset}</Said>
                    </span>
                  ) : null}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div role="radiogroup" aria-label="Where to" className="flex flex-wrap gap-1">
          {(Object.keys(ways) as Way[]).map((key) => (
            <button
              key={key}
              type="button"
              role="radio"
              aria-checked={way === key}
              onClick={() => setWay(key)}
              className={`tap rounded-full border px-2.5 text-xs ${way === key ? "border-accent bg-selected font-medium" : "border-line text-text-2"}`}
            >
              {ways[key]}
            </button>
          ))}
        </div>
        {way === "add" ? (
          <IncidentChoice of={{ incident: incidentId }} chosen={target?.id ?? null} onChoose={setTarget} />
        ) : null}
        <ActForm<{ incidentId: string }>
          act={way}
          action={`/ops/incidents/${where}/membership`}
          fields={{ alerts: [...chosen].join(",") }}
          onDone={({ incidentId: to }) => {
            close()
            onDone(to, way)
          }}
        >
          {({ busy }) => (
            <>
              {way === "split" ? <SplitFields /> : null}
              {way === "take-out" ? (
                <p className="text-xs text-text-3">
                  Each gets an acknowledge clock of its own, from now on, unless somebody has it in hand.
                </p>
              ) : null}
              <DialogActions onCancel={close} disabled={busy || !isReady}>
                {chosen.size === 0 ? "Select alerts" : does}
              </DialogActions>
            </>
          )}
        </ActForm>
      </div>
    </Dialog>
  )
}

function SplitFields() {
  return (
    <>
      <TextField label="Title" name="title" maxLength={500} hint="Left empty, it is made from the alerts." />
      <fieldset className="grid gap-1 text-sm">
        <legend className="mb-1 font-medium">Its clocks start</legend>
        <label className="flex items-center gap-2">
          <input type="radio" name="start" value="now" defaultChecked /> now, with the split
        </label>
        <label className="flex items-center gap-2">
          <input type="radio" name="start" value="first" /> when the first of these alerts was received
        </label>
      </fieldset>
    </>
  )
}
