import { idleSeconds } from "#app/domain/sla/past/handling.ts"
import { answeredShares, enoughRecords, type Staffing, staffingOf } from "#app/domain/sla/past/staffing.ts"
import { staffingText } from "#app/domain/sla/past/week-text.ts"
import { durationText } from "#app/ui/duration-text.ts"
import { ChoiceField } from "#app/ui/field.tsx"
import { Section } from "#app/ui/section.tsx"
import type { ShownTrial } from "./trial.ts"
import { WeekLegend, WeekPicture } from "./week-picture.tsx"
import { WeekTable } from "./week-table.tsx"

/** Who has to be on duty when: in a sentence, in hours a week, as two pictures and as a table. */
export function StaffingSection({
  trial,
  share,
  onShare,
}: {
  readonly trial: ShownTrial
  readonly share: number
  readonly onShare: (share: number) => void
}) {
  const staffing = staffingOf(trial.tally, share)
  const { before, after, records, tooSoon } = staffing
  const most = Math.max(...before.people, ...after.people)
  return (
    <Section title="People on duty">
      <p className="text-lg">{staffingText(staffing)}</p>
      {records < enoughRecords ? (
        <p className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
          Not enough data to say how many: handling could be measured for {records} incidents, and{" "}
          {enoughRecords} are needed. Shown is the least, one person in every hour of service.
        </p>
      ) : null}
      {tooSoon.length > 0 ? (
        <p className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
          The first response at {tooSoon.map((priority) => `P${priority}`).join(", ")} is promised sooner than
          half of these incidents are handled in. More people alone do not keep it.
        </p>
      ) : null}
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <HoursTable staffing={staffing} />
        <ChoiceField
          label="Answered in time, at least"
          value={String(share)}
          onChange={(event) => onShare(Number(event.currentTarget.value))}
        >
          {answeredShares.map((of) => (
            <option key={of} value={of}>
              {Math.round(of * 100)} %
            </option>
          ))}
        </ChoiceField>
      </div>
      <div className="grid gap-6 md:grid-cols-2">
        <WeekPicture title="By what is promised now" people={before.people} most={most} />
        <WeekPicture title="By these terms" people={after.people} most={most} />
      </div>
      <WeekLegend most={most} />
      <WeekTable before={before} after={after} />
      <Method staffing={staffing} zone={trial.zone} />
    </Section>
  )
}

function HoursTable({ staffing: { before, after } }: { readonly staffing: Staffing }) {
  const rows = [
    ["Somebody on duty", before.coverage, after.coverage],
    ["Person-hours", before.personHours, after.personHours],
  ] as const
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">Hours a week, as promised now and by these terms</caption>
      <thead>
        <tr className="border-b border-line text-right text-xs text-text-3">
          <th scope="col" className="py-1 pr-3 text-left font-medium">
            Hours a week
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            Now
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            These terms
          </th>
          <th scope="col" className="py-1 font-medium">
            Change
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, was, would]) => (
          <tr key={what} className="tnum border-b border-line text-right">
            <th scope="row" className="py-1.5 pr-3 text-left font-normal">
              {what}
            </th>
            <td className="py-1.5 pr-3">{was.toLocaleString("en")}</td>
            <td className="py-1.5 pr-3 font-medium">{would.toLocaleString("en")}</td>
            <td className="py-1.5">{difference(would - was)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function difference(hours: number): string {
  return hours === 0 ? "none" : `${hours > 0 ? "+" : "-"}${Math.abs(hours).toLocaleString("en")}`
}

function Method({ staffing, zone }: { readonly staffing: Staffing; readonly zone: string }) {
  return (
    <details className="text-sm text-text-2">
      <summary>How this is worked out</summary>
      <ul className="mt-2 grid list-disc gap-1 pl-4">
        <li>
          Hours are those of the week by the wall clock of {zone}. In every hour in which something is
          promised there is one person at least; clients without an incident in these days are left out.
        </li>
        <li>
          What comes is counted when its acknowledgement or first response starts to run. What started outside
          its hours has to be taken from their beginning on, in equal parts over the time it has.
        </li>
        <li>
          Handling is the time from a person's acknowledgement to the first word to the client, hold, handoff
          or resolution after it. A stretch in which nobody wrote or did anything on the incident counts up to{" "}
          {durationText(idleSeconds * 1000)}. Work after that is not in it.
          {staffing.handling.map(({ priority, seconds, records, isOfAll }) => (
            <span key={priority} className="tnum block">
              P{priority}: half took at most {durationText(seconds * 1000)},{" "}
              {isOfAll
                ? `of all priorities, as there are ${records === 0 ? "none" : `only ${records}`} of this`
                : `of ${records.toLocaleString("en")}`}
            </span>
          ))}
        </li>
        <li>
          People are by Erlang C, with the more urgent taken first (Cobham): the fewest with whom of each
          priority so large a share is taken within the shortest wait it is promised in that hour.
        </li>
      </ul>
    </details>
  )
}
