import { TextField } from "#app/ui/field.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { EditedMetric, EditedTarget } from "./edited.ts"

export type CalendarChoice = { readonly id: string; readonly name: string }

type Props = {
  readonly metric: EditedMetric
  readonly calendars: readonly CalendarChoice[]
  /** Cell or field name to what is wrong with it. */
  readonly wrong: Readonly<Record<string, string>>
}

const holdWords = [
  ["waiting_client", "waiting for the client"],
  ["waiting_third_party", "waiting for a third party"],
  ["monitoring", "watching whether it holds"],
  ["scheduled_change", "waiting for the agreed change"],
] as const

/** What is promised of one metric at each priority; a cell without a time is no commitment. Folded while nothing is. */
export function MetricFields({ metric, calendars, wrong }: Props) {
  const { metric: name, label, starts, targets } = metric
  const isSet = targets.some((target) => target.time !== "")
  const cells = targets.map(({ priority }) => `${name}.${priority}`)
  const isWrong = cells.some((cell) => wrong[cell])
  const isFinerWrong = cells.some(
    (cell) => wrong[`risk.${cell}`] ?? wrong[`left.${cell}`] ?? wrong[`levels.${cell}`],
  )
  return (
    <details open={isSet || isWrong || isFinerWrong || undefined} className="border-t border-line pt-3">
      <summary className="tap cursor-pointer">
        <span className="font-medium">{label}</span>
        {isSet ? null : <span className="text-sm text-text-3"> · nothing promised</span>}
        <span className="block text-xs text-text-3">{starts}</span>
      </summary>
      <fieldset className="mt-2 grid min-w-0 gap-3">
        <legend className="sr-only">{label}</legend>
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          {targets.map((target) => (
            <Cell key={target.priority} {...{ metric, target, calendars, wrong }} />
          ))}
        </div>
        <details open={isFinerWrong || undefined}>
          <summary className="tap w-fit cursor-pointer text-sm text-link">
            At risk{metric.isPausable ? ", levels and pauses" : " and levels"}
            <span className="sr-only"> of {label}</span>
          </summary>
          <div className="mt-2 grid grid-cols-2 gap-3 lg:grid-cols-4">
            {targets.map((target) => (
              <Finer key={target.priority} {...{ metric, target, wrong }} />
            ))}
          </div>
        </details>
      </fieldset>
    </details>
  )
}

function Cell({ metric, target, calendars, wrong }: Props & { readonly target: EditedTarget }) {
  const cell = `${metric.metric}.${target.priority}`
  return (
    <div className="grid min-w-0 content-start gap-1">
      <TextField
        label={`P${target.priority}`}
        aria-label={`${metric.label}, P${target.priority}, time`}
        name={cell}
        defaultValue={target.time}
        placeholder="–"
        autoComplete="off"
        error={wrong[cell]}
      />
      <select
        name={`calendar.${cell}`}
        aria-label={`${metric.label}, P${target.priority}, calendar`}
        defaultValue={target.calendar}
        className="h-8 w-full min-w-0 rounded-md border border-control bg-surface px-2 text-xs text-text-2 disabled:border-line disabled:bg-sunken"
      >
        <option value="always">24x7</option>
        {calendars.map(({ id, name }) => (
          <option key={id} value={id}>
            {visibleText(name)}
          </option>
        ))}
      </select>
    </div>
  )
}

function Finer({ metric, target, wrong }: Omit<Props, "calendars"> & { readonly target: EditedTarget }) {
  const cell = `${metric.metric}.${target.priority}`
  const of = `${metric.label}, P${target.priority}`
  return (
    <div className="grid min-w-0 content-start gap-2">
      <TextField
        label={`P${target.priority}: at risk, %`}
        aria-label={`${of}, at risk from percent`}
        name={`risk.${cell}`}
        inputMode="numeric"
        defaultValue={target.riskPercent}
        error={wrong[`risk.${cell}`]}
      />
      <TextField
        label="or with left"
        aria-label={`${of}, at risk with left`}
        name={`left.${cell}`}
        defaultValue={target.riskLeft}
        placeholder="–"
        error={wrong[`left.${cell}`]}
      />
      <TextField
        label="Levels"
        aria-label={`${of}, levels`}
        name={`levels.${cell}`}
        defaultValue={target.levels}
        placeholder="50% owner, 75% lead"
        autoComplete="off"
        error={wrong[`levels.${cell}`]}
      />
      {metric.isPausable ? (
        <fieldset className="grid gap-0.5">
          <legend className="text-xs text-text-3">
            Pauses while<span className="sr-only"> ({of})</span>
          </legend>
          {holdWords.map(([hold, words]) => (
            <label key={hold} className="tap flex items-start gap-2 text-xs">
              <input
                type="checkbox"
                name={`pause.${cell}`}
                value={hold}
                defaultChecked={target.pauses.includes(hold)}
                className="mt-0.5 size-4 shrink-0"
              />
              {words}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  )
}
