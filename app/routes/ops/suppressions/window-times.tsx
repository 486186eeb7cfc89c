import { useEffect, useId, useState } from "react"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import type { WindowDraft } from "./window-draft.ts"

const days = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
] as const

/** When a window is in force, as one would say it: every Tuesday at 22:00 for 120 minutes. */
export function WindowTimes({
  draft,
  zones,
  errors,
}: {
  readonly draft: WindowDraft
  readonly zones: readonly string[]
  readonly errors: Readonly<Record<string, string>>
}) {
  const list = useId()
  const [every, setEvery] = useState(draft.every)
  // Until a script runs nobody can unfold anything: all of it is shown.
  const [isAlive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  const recurs = !isAlive || every !== "once"
  return (
    <Section title="When">
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField
          label="It takes place"
          name="every"
          defaultValue={draft.every}
          onChange={(event) => setEvery(event.currentTarget.value)}
          error={errors["every"]}
        >
          <option value="once">once</option>
          <option value="day">every day</option>
          <option value="week">every week</option>
          <option value="month">every month</option>
        </ChoiceField>
        <TextField
          label="Time zone"
          name="timeZone"
          list={list}
          defaultValue={draft.timeZone}
          autoComplete="off"
          hint="Every time here is by the clock of this zone."
          error={errors["timeZone"]}
        />
        <datalist id={list}>
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <TextField
          label={recurs && isAlive ? "Not before" : "From"}
          name="startsAt"
          type="datetime-local"
          defaultValue={draft.startsAt}
          error={errors["startsAt"]}
        />
        <TextField
          label={recurs && isAlive ? "Hard end of the last run" : "Until"}
          name="endsAt"
          type="datetime-local"
          defaultValue={draft.endsAt}
          hint={recurs && isAlive ? "A year ahead at most." : "8 hours at most."}
          error={errors["endsAt"]}
        />
      </div>
      {recurs ? (
        <div className="grid gap-4 sm:grid-cols-2">
          {!isAlive || every === "week" ? (
            <fieldset className="min-w-0 sm:col-span-2">
              <legend className="mb-1 text-sm font-medium">Each week on</legend>
              <div className="flex flex-wrap gap-x-4">
                {days.map(([value, label]) => (
                  <label key={value} className="tap flex items-center gap-2 text-sm">
                    <input
                      type="checkbox"
                      name="weekdays"
                      value={value}
                      defaultChecked={draft.weekdays.includes(value)}
                      className="size-4"
                    />
                    {label}
                  </label>
                ))}
              </div>
              {errors["weekdays"] ? <p className="text-xs text-s1-ink">{errors["weekdays"]}</p> : null}
            </fieldset>
          ) : null}
          {!isAlive || every === "month" ? (
            <TextField
              label="Day of the month"
              name="day"
              type="number"
              min={1}
              max={31}
              defaultValue={draft.day}
              hint="A shorter month has its run on its last day."
              error={errors["day"]}
            />
          ) : null}
          <TextField
            label="Each run starts at"
            name="start"
            type="time"
            defaultValue={draft.start}
            hint="A time the clocks skip in spring is an hour later by them."
            error={errors["start"]}
          />
          <TextField
            label="and lasts, in minutes"
            name="minutes"
            type="number"
            min={1}
            max={480}
            defaultValue={draft.minutes}
            hint="480 at most: 8 hours. Its length is the same when clocks change."
            error={errors["minutes"]}
          />
        </div>
      ) : null}
    </Section>
  )
}
