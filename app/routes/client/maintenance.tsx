import type { OwnMaintenance } from "#app/domain/maintenance/read.server.ts"
import { Said } from "#app/ui/said.tsx"

/** A run of announced work in the client's own words and zone. */
export type OwnMaintenanceLine = {
  readonly key: string
  readonly title: string
  readonly when: string
  readonly isRunning: boolean
}

/** @param timeZone the client's: its people read every time of the page's own work in it */
export function ownMaintenanceLine(run: OwnMaintenance, timeZone: string): OwnMaintenanceLine {
  const [from, to] = [run.startsAt.toZonedDateTimeISO(timeZone), run.endsAt.toZonedDateTimeISO(timeZone)]
  const day = { weekday: "short", day: "numeric", month: "short" } as const
  const isOneDay = from.toPlainDate().equals(to.toPlainDate())
  const time = (at: typeof from) => at.toPlainTime().toString({ smallestUnit: "minute" })
  const until = `${isOneDay ? "" : `${to.toPlainDate().toLocaleString("en-GB", day)}, `}${time(to)}`
  return {
    key: `${run.id} ${run.startsAt.toString()}`,
    title: run.title,
    when: `${from.toPlainDate().toLocaleString("en-GB", day)}, ${time(from)} to ${until} (${timeZone})`,
    isRunning: run.isRunning,
  }
}

/** Work on the client's systems that is under way or announced; nothing where there is none. */
export function OwnMaintenanceList({ runs }: { readonly runs: readonly OwnMaintenanceLine[] }) {
  if (runs.length === 0) return null
  return (
    <section aria-labelledby="maintenance" className="mb-8">
      <h2 id="maintenance" className="mb-3 text-lg font-semibold">
        Planned work
      </h2>
      <ul className="grid gap-3">
        {runs.map(({ key, title, when, isRunning }) => (
          <li key={key} className="rounded-lg border border-line bg-surface p-4">
            <div className="flex flex-wrap items-baseline justify-between gap-2">
              <span className="font-medium">
                <Said>{title}</Said>
              </span>
              {isRunning ? (
                <span className="rounded-full bg-s4-tint px-2.5 text-xs text-s4-ink">under way</span>
              ) : null}
            </div>
            <p className="tnum mt-1 text-sm text-text-2">{when}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
