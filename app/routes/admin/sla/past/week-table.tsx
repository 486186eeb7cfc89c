import type { BySide } from "#app/domain/sla/past/tally.ts"
import type { Week } from "#app/domain/sla/past/staffing.ts"
import { stretchesOf } from "#app/domain/sla/past/week-text.ts"

/** The pictures of a week in figures. */
export function WeekTable({ before, after }: BySide<Week>) {
  return (
    <details>
      <summary className="text-sm text-text-2">Show as a table</summary>
      <table className="mt-2 w-full text-sm">
        <caption className="sr-only">People on duty by hours of the week</caption>
        <thead>
          <tr className="border-b border-line text-right text-xs text-text-3">
            <th scope="col" className="py-1 pr-3 text-left font-medium">
              Hours
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              Now
            </th>
            <th scope="col" className="py-1 font-medium">
              These terms
            </th>
          </tr>
        </thead>
        <tbody>
          {stretchesOf({ before, after }).map((stretch) => (
            <tr key={`${stretch.days} ${stretch.hours}`} className="tnum border-b border-line text-right">
              <th scope="row" className="py-1 pr-3 text-left font-normal">
                {stretch.days} {stretch.hours}
              </th>
              <td className="py-1 pr-3">{stretch.before}</td>
              <td className="py-1 font-medium">{stretch.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
