import { Said } from "#app/ui/said.tsx"
import { TimeAgo } from "#app/ui/time-ago.tsx"

type Row = {
  readonly id: string
  readonly name: string
  readonly tool: string
  readonly enabled: boolean
  readonly lastDeliveryAt: string | null
  readonly throttled: number
  readonly quarantined: number
}

/** A client's feeds, and what of them could not be taken or read. */
export function OwnSources({
  sources,
  renderedAt,
}: {
  readonly sources: readonly Row[]
  readonly renderedAt: number
}) {
  if (sources.length === 0) return null
  return (
    <section aria-labelledby="sources" className="mt-10">
      <h2 id="sources" className="mb-3 text-lg font-semibold">
        Sources
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {sources.map(({ id, name, tool, enabled, lastDeliveryAt, throttled, quarantined }) => (
          <li key={id} className="px-4 py-3">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">
                <Said>{name}</Said> <span className="font-normal text-text-2">{tool}</span>
              </span>
              <span className="text-sm text-text-2">
                {enabled ? (
                  lastDeliveryAt ? (
                    <>
                      last heard <TimeAgo at={lastDeliveryAt} renderedAt={renderedAt} />
                    </>
                  ) : (
                    "never heard"
                  )
                ) : (
                  "paused by us"
                )}
              </span>
            </p>
            {throttled > 0 ? (
              <p className="text-sm text-s2-ink">
                Throttled {times(throttled)} in 24 hours: it sends more than agreed. Nothing of that was lost
                if it tries again; ask us to raise the limit.
              </p>
            ) : null}
            {quarantined > 0 ? (
              <p className="text-sm text-text-2">
                {quarantined === 1 ? "One delivery" : `${quarantined.toLocaleString("en")} deliveries`} in 24
                hours could not be read; we keep them and look at them.
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

const times = (n: number) => (n === 1 ? "once" : `${n.toLocaleString("en")} times`)
