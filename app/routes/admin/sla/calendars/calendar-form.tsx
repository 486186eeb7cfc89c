import { type ReactNode, useState } from "react"
import { ChoiceField, TextField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import { useTrial } from "../use-trial.ts"
import { type Problem, VersionEditor } from "../version-editor.tsx"
import { Dates } from "./dates-section.tsx"
import type { EditedCalendar } from "./edited.ts"
import { Fortnight } from "./fortnight.tsx"
import type { action as pictureAction } from "./picture.ts"
import type { Plan } from "./plan.ts"

const days = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
] as const

/** A calendar to write or change, with a picture of the next two weeks. */
export function CalendarForm({
  calendar,
  zones,
  countries,
  plan,
  problem,
  mayManage,
  children,
}: {
  readonly calendar: EditedCalendar
  readonly zones: readonly string[]
  readonly countries: readonly { readonly code: string; readonly name: string }[]
  /** Of the saved calendar; null for a new one. */
  readonly plan: Plan | null
  readonly problem: Problem | null
  readonly mayManage: boolean
  /** Beneath the picture. */
  readonly children?: ReactNode
}) {
  const trial = useTrial<typeof pictureAction>("/admin/sla/calendars/picture")
  const { answer } = trial
  const refused = answer && !answer.ok ? answer.error : null
  const wrong = { ...problem?.fields, ...refused?.fields }
  const drawn = answer?.ok ? answer.value : plan
  return (
    <VersionEditor
      legend="Calendar"
      said={refused ?? problem}
      {...{ wrong, mayManage, trial }}
      fromHint="Empty: from now on. Policies with this calendar get a new version from then on; clients keep what they were promised until it is bound to them."
      look="Draw the next two weeks"
      save={calendar.version > 0 ? `Save version ${calendar.version + 1}` : "Add the calendar"}
      fields={
        <>
          <Hours calendar={calendar} zones={zones} wrong={wrong} />
          <Dates calendar={calendar} countries={countries} wrong={wrong} mayManage={mayManage} />
        </>
      }
      beside={
        <>
          <Section title="The next two weeks">
            <div aria-live="polite">
              {drawn ? (
                <Fortnight plan={drawn} />
              ) : (
                <p className="text-text-2">Draw it to see which hours count, before anything is saved.</p>
              )}
            </div>
          </Section>
          {children}
        </>
      }
    />
  )
}

type Part = { readonly calendar: EditedCalendar; readonly wrong: Readonly<Record<string, string>> }

function Hours({ calendar, zones, wrong }: Part & { readonly zones: readonly string[] }) {
  const [isAlways, setAlways] = useState(calendar.isAlways)
  return (
    <Section title="Hours">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          defaultValue={calendar.name}
          maxLength={100}
          error={wrong["name"]}
        />
        <TextField
          label="Time zone"
          name="zone"
          list="sla-zones"
          defaultValue={calendar.zone}
          placeholder="Europe/Sofia"
          autoComplete="off"
          error={wrong["zone"]}
        />
        <datalist id="sla-zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <ChoiceField
        label="Open"
        name="kind"
        value={isAlways ? "always" : "weekly"}
        onChange={(event) => setAlways(event.target.value === "always")}
      >
        <option value="weekly">at the hours of each weekday</option>
        <option value="always">round the clock, every day</option>
      </ChoiceField>
      {isAlways ? null : (
        <fieldset className="grid min-w-0 gap-3">
          <legend className="mb-1 text-sm font-medium">Hours of each weekday</legend>
          <p className="text-xs text-text-3">
            Several with commas between: 09:00-12:30, 13:30-17:00. 22:00-06:00 runs into the next day. Empty
            is closed.
          </p>
          <div className="grid gap-3 sm:grid-cols-2">
            {days.map(([day, label]) => (
              <TextField
                key={day}
                label={label}
                name={day}
                defaultValue={calendar.week[day]}
                placeholder="closed"
                error={wrong[day]}
              />
            ))}
          </div>
        </fieldset>
      )}
    </Section>
  )
}
