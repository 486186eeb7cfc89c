import { Link } from "react-router"
import { Said } from "#app/ui/said.tsx"
import { StepsProgress } from "#app/ui/steps-progress.tsx"
import { Moment } from "#app/ui/time-ago.tsx"
import type { PreviewRow } from "./preview-row.ts"
import type { GoingPreviews } from "./use-previews.ts"

/** "Would have hidden 41 of the last 30 days, of which 2 became incidents", client by client, with examples. */
export function PreviewPanel({ previews }: { readonly previews: readonly PreviewRow[] }) {
  return (
    <section
      aria-label="Preview"
      role="status"
      className="grid gap-4 rounded-lg border border-line bg-surface p-4"
    >
      {previews.map((preview) => (
        <div key={preview.clientId} className="grid gap-2">
          <h3 className="font-semibold">
            <Said>{preview.client}</Said>
          </h3>
          <p className={preview.becameIncidents > 0 ? "rounded-md bg-s3-tint px-2 py-1 text-s3-ink" : ""}>
            Would have hidden <b className="tnum">{preview.hidden.toLocaleString("en")}</b> of{" "}
            {preview.looked < preview.total ? "the newest " : ""}
            <span className="tnum">{preview.looked.toLocaleString("en")}</span> alerts of the last{" "}
            {preview.days} days, of which{" "}
            <b className="tnum">{preview.becameIncidents.toLocaleString("en")}</b> became incidents.
          </p>
          <p className="text-sm text-text-2">{openWords(preview)}</p>
          {preview.examples.length > 0 ? (
            <details open={previews.length === 1}>
              <summary className="text-sm text-text-2">
                {preview.examples.length === 1 ? "The one" : `${preview.examples.length} of them`}
              </summary>
              <ul className="mt-1 grid gap-1 text-sm">
                {preview.examples.map(({ id, title, asset, at, isInIncident }) => (
                  <li key={id} className="flex flex-wrap items-baseline gap-x-2">
                    <Link to={`/ops/alerts/${id}`} className="min-w-0 text-link hover:underline">
                      <Said>{asset ? `${title} · ${asset}` : title}</Said>
                    </Link>
                    {isInIncident ? (
                      <span className="rounded-full bg-s3-tint px-2 text-xs text-s3-ink">in an incident</span>
                    ) : null}
                    <span className="text-xs text-text-3">
                      <Moment at={at} />
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </div>
      ))}
    </section>
  )
}

/** How far the previews are: every alert of the days is looked at, which can take several turns. */
export function PreviewProgress({ going: { previews, steps } }: { readonly going: GoingPreviews }) {
  const sum = (of: (row: PreviewRow) => number) => previews?.reduce((total, row) => total + of(row), 0)
  return (
    <StepsProgress
      steps={steps}
      label="Looking at the alerts of the last 30 days"
      done={sum(({ looked }) => looked)}
      total={sum(({ total }) => total)}
      things="alerts"
    />
  )
}

function openWords({ open, openInIncidents }: PreviewRow): string {
  if (open === 0) return "None of them is open now."
  const are = open === 1 ? "One of them is open now" : `${open.toLocaleString("en")} of them are open now`
  return openInIncidents === 0
    ? `${are}.`
    : `${are}, ${openInIncidents === 1 ? "one in an incident" : `${openInIncidents.toLocaleString("en")} in incidents`}.`
}
