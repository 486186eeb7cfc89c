import { useEffect, useRef, useState } from "react"
import { useFetcher } from "react-router"
import { Button } from "#app/ui/button.tsx"
import { ChoiceField, ValuesField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import type { EditedCalendar } from "./edited.ts"
import type { loader as holidaysLoader } from "./holidays.ts"

/** Holidays, other hours and closures of a calendar, one date a line. */
export function Dates({
  calendar,
  countries,
  wrong,
  mayManage,
}: {
  readonly calendar: EditedCalendar
  readonly wrong: Readonly<Record<string, string>>
  readonly countries: readonly { readonly code: string; readonly name: string }[]
  readonly mayManage: boolean
}) {
  const [holidays, setHolidays] = useState(calendar.holidays)
  return (
    <Section title="Single dates">
      <ValuesField
        label="Holidays"
        name="holidays"
        rows={8}
        value={holidays}
        onChange={(event) => setHolidays(event.target.value)}
        hint="One a line, a date and its name: 2026-12-25 Christmas Day. Closed all day."
        error={wrong["holidays"]}
      />
      {mayManage ? (
        <AddHolidays countries={countries} onAdd={(lines) => setHolidays((now) => withLines(now, lines))} />
      ) : null}
      <ValuesField
        label="Other hours"
        name="overrides"
        rows={3}
        defaultValue={calendar.overrides}
        hint="One a line, in the place of the weekday's: 2026-12-24 09:00-13:00. A date alone is closed."
        error={wrong["overrides"]}
      />
      <ValuesField
        label="Closures"
        name="closures"
        rows={3}
        defaultValue={calendar.closures}
        hint="One a line, taken out of what is open: 2026-06-01 12:00-24:00."
        error={wrong["closures"]}
      />
    </Section>
  )
}

/** Lines of dates that are not there yet, added and sorted by date. */
function withLines(text: string, lines: readonly string[]): string {
  const known = text.split("\n").filter((line) => line.trim() !== "")
  const dates = new Set(known.map((line) => line.trim().slice(0, 10)))
  return [...known, ...lines.filter((line) => !dates.has(line.slice(0, 10)))].sort().join("\n")
}

function AddHolidays({
  countries,
  onAdd,
}: {
  readonly countries: readonly { readonly code: string; readonly name: string }[]
  readonly onAdd: (lines: readonly string[]) => void
}) {
  const [country, setCountry] = useState("")
  const fetcher = useFetcher<typeof holidaysLoader>()
  const add = useRef(onAdd)
  add.current = onAdd
  // Every act on the page loads them anew: they are added once for each time they were asked for.
  const isAsked = useRef(false)
  useEffect(() => {
    if (fetcher.data && isAsked.current) add.current(fetcher.data.lines)
    isAsked.current = false
  }, [fetcher.data])
  return (
    <div className="flex flex-wrap items-end gap-2">
      <ChoiceField
        label="Public holidays of"
        value={country}
        onChange={(event) => setCountry(event.target.value)}
        className="min-w-48 flex-1"
      >
        <option value="">choose a country</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </ChoiceField>
      <Button
        className="h-10"
        disabled={country === "" || fetcher.state !== "idle"}
        onClick={() => {
          isAsked.current = true
          void fetcher.load(`/admin/sla/calendars/holidays?country=${country}`)
        }}
      >
        Add them
      </Button>
      <p role="status" className="basis-full text-xs text-text-3">
        {fetcher.data
          ? `${fetcher.data.lines.length} dates of three years were added above. Look through them: they are a copy, and yours to change.`
          : "A copy to look through and change: this year and the next two."}
      </p>
    </div>
  )
}
