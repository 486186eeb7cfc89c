import { Link } from "react-router"
import { LocalTime } from "#app/ui/local-time.tsx"
import { Said } from "#app/ui/said.tsx"
import { Section } from "#app/ui/section.tsx"
import { outcomeWords } from "../../shared/sla/correction-line.ts"
import type { OwnCorrectionRow } from "./correction-row.ts"

/** Each result that was corrected afterwards, from what to what, and why. Nothing where none was. */
export function OwnCorrectionList({ corrections }: { readonly corrections: readonly OwnCorrectionRow[] }) {
  if (corrections.length === 0) return null
  return (
    <Section
      title="What we corrected"
      intro="These were noted at another time than they happened. Two people of ours looked at each; ask us if you see it otherwise."
    >
      <ul className="grid gap-4">
        {corrections.map((one) => (
          <li key={one.id} className="grid gap-1 border-b border-line pb-4 last:border-0 last:pb-0">
            <p>
              <Link
                to={`/client/incidents/${one.incidentId}`}
                className="font-medium text-link hover:underline"
              >
                {one.reference}
              </Link>{" "}
              <Said>{one.title}</Said>
            </p>
            <p className="text-sm text-text-2">
              P{one.priority} {one.metric}: {outcomeWords(one)}
            </p>
            <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
              <div>
                <dt className="text-text-3">Recorded</dt>
                <dd>
                  <LocalTime at={one.recordedAt} />
                </dd>
              </div>
              <div>
                <dt className="text-text-3">Counted from</dt>
                <dd>
                  <LocalTime at={one.stoppedAt} />
                </dd>
              </div>
            </dl>
            <p className="[overflow-wrap:anywhere] whitespace-pre-wrap text-sm text-text-2">
              <Said>{one.reason}</Said>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
