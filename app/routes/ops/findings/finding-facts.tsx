import type { ReactNode } from "react"
import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { FindingDetail } from "./detail.ts"

/** What is known of a finding: the scanner's words, and where it stands. */
export function FindingFacts({ finding }: { readonly finding: FindingDetail }) {
  const { description, labels } = finding
  return (
    <div className="grid gap-4">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        <Fact name="Client">
          <Said>{finding.client}</Said>
        </Fact>
        <Fact name="Asset">
          <Said>{finding.asset ?? "not named"}</Said>
        </Fact>
        <Fact name="Service">
          <Said>{finding.service ?? "not known"}</Said>
        </Fact>
        <Fact name="Priority">P{finding.priority}</Fact>
        <Fact name="CVE">{finding.cves.length > 0 ? finding.cves.join(", ") : "none named"}</Fact>
        <Fact name="Known to be exploited">
          {finding.exploitKnown === null ? "the scanner does not say" : finding.exploitKnown ? "yes" : "no"}
        </Fact>
        <Fact name="Check">
          <Said>{finding.rule ?? "not named"}</Said>
        </Fact>
        <Fact name="Sightings">{finding.count.toLocaleString("en")}</Fact>
        <Fact name="First seen">
          <Moment at={finding.firstSeenAt} />
        </Fact>
        <Fact name="Last seen">
          <Moment at={finding.lastSeenAt} />
        </Fact>
        {finding.acceptedUntil ? (
          <Fact name="Risk accepted until">
            <Moment at={finding.acceptedUntil} />
          </Fact>
        ) : null}
        {finding.plannedUntil ? (
          <Fact name="Change planned until">
            <Moment at={finding.plannedUntil} /> <Said>{finding.plannedNote}</Said>
          </Fact>
        ) : null}
        {finding.incidentId ? (
          <Fact name="Incident">
            <Link to={`/ops/incidents/${finding.incidentId}`} className="text-link underline">
              Its incident
            </Link>
          </Fact>
        ) : null}
        {finding.url ? (
          <Fact name="More">
            <a href={finding.url} rel="noreferrer noopener" className="text-link underline">
              <Said>{finding.url}</Said>
            </a>
          </Fact>
        ) : null}
      </dl>
      {description ? (
        <p className="max-w-prose text-sm [overflow-wrap:anywhere] whitespace-pre-line">
          {visibleText(description)}
        </p>
      ) : null}
      {labels.length > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer py-1 text-sm text-link">Labels of the scanner</summary>
          <dl className="grid gap-x-6 gap-y-1 pt-2 text-xs sm:grid-cols-2">
            {labels.map(([name, value]) => (
              <Fact key={name} name={visibleText(name)}>
                <Said>{value}</Said>
              </Fact>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-text-3">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
