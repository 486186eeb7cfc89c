import { useId, useState } from "react"
import { ActForm } from "#app/ui/act-form.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { TextField, ValuesField } from "#app/ui/field.tsx"
import { useToasts } from "#app/ui/toast.tsx"
import type { CourseHere } from "./course-here.server.ts"
import { type HoldKind, holdWords } from "./course-words.ts"

const labels: Readonly<Record<HoldKind, string>> = {
  waiting_client: "The client has to answer",
  waiting_third_party: "A third party has to do something",
  scheduled_change: "A planned change",
  monitoring: "We watch whether it holds",
}

/** Asks what the work waits for, and says before anything is done which clocks that stops. */
export function HoldDialog({
  open,
  onClose,
  action,
  client,
  course,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly action: string
  /** The client's name, visible text. */
  readonly client: string
  readonly course: Pick<CourseHere, "holds" | "hold" | "timeZone" | "wallNow">
}) {
  const { show } = useToasts()
  const offered = course.holds.filter((effect) => effect.hold !== course.hold?.kind)
  const [chosen, setChosen] = useState<HoldKind | null>(null)
  const [message, setMessage] = useState("")
  const effect = offered.find((one) => one.hold === chosen) ?? offered[0]
  if (!effect) return null
  const stops = effect.pauses.length > 0
  const asks = effect.hold === "waiting_client"
  const isTold = message.trim() !== ""
  const close = () => {
    setChosen(null)
    setMessage("")
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title="Put on hold">
      <ActForm
        act="hold"
        action={action}
        keep
        onDone={() => {
          show({ text: `On hold: ${holdWords[effect.hold]}.` })
          close()
        }}
      >
        {({ busy, errors }) => (
          <>
            <fieldset className="grid gap-1 text-sm">
              <legend className="mb-1 font-medium">Why does the work wait?</legend>
              {offered.map(({ hold }) => (
                <label key={hold} className="tap flex items-center gap-2">
                  <input
                    type="radio"
                    name="hold"
                    value={hold}
                    checked={effect.hold === hold}
                    onChange={() => setChosen(hold)}
                  />
                  {labels[hold]}
                </label>
              ))}
            </fieldset>
            <Effect pauses={effect.pauses} goesOn={effect.goesOn} />
            <ValuesField
              label={asks ? `Question to ${client}` : `Message to ${client}${stops ? "" : ", if any"}`}
              name="question"
              rows={3}
              maxLength={20_000}
              required={asks && stops}
              value={message}
              onChange={(event) => setMessage(event.target.value)}
              hint={`${client} reads it at once and keeps it.`}
              error={errors["question"]}
            />
            <TextField
              label="Until, at the latest"
              type="datetime-local"
              name="until"
              min={course.wallNow}
              hint={`By the clock of ${course.timeZone}. ${
                asks
                  ? "Then they are reminded; two business days later it is resolved without an answer. Left empty: five business days."
                  : "Then the work goes on by itself. Left empty: five business days."
              }`}
              error={errors["until"]}
            />
            {asks ? null : <Agreed client={client} isNeeded={stops} error={errors["clientAgreed"]} />}
            <DialogActions onCancel={close} disabled={busy}>
              {isTold ? `${asks ? "Ask" : "Tell"} ${client} and hold` : "Put on hold"}
            </DialogActions>
          </>
        )}
      </ActForm>
    </Dialog>
  )
}

function Effect({
  pauses,
  goesOn,
}: {
  readonly pauses: readonly string[]
  readonly goesOn: readonly string[]
}) {
  return (
    <dl
      aria-live="polite"
      className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-md bg-sunken p-3 text-sm [&_dt]:text-text-3"
    >
      <dt>Stand still</dt>
      <dd>{pauses.length > 0 ? pauses.join(", ") : "no clock"}</dd>
      <dt>Go on</dt>
      <dd>{goesOn.length > 0 ? goesOn.join(", ") : "no clock"}</dd>
    </dl>
  )
}

function Agreed({
  client,
  isNeeded,
  error,
}: {
  readonly client: string
  readonly isNeeded: boolean
  readonly error: string | undefined
}) {
  const id = useId()
  const beneath = error ?? (isNeeded ? "Without that, no clock may stand still." : null)
  return (
    <div className="grid gap-1">
      <label className="tap flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          name="clientAgreed"
          value="yes"
          aria-invalid={error ? true : undefined}
          aria-describedby={beneath ? id : undefined}
        />
        {client} agreed to this
      </label>
      {beneath ? (
        <p id={id} className={`text-xs ${error ? "text-s1-ink" : "text-text-3"}`}>
          {beneath}
        </p>
      ) : null}
    </div>
  )
}
