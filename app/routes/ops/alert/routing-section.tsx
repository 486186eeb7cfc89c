import { Said } from "#app/ui/said.tsx"

/** What an alert was routed to when it came in, and what today's settings say of it. */
export type AlertRouting = {
  readonly stored: {
    readonly priority: number
    readonly tier: number
    readonly service: string | null
    readonly asset: string | null
  }
  readonly today: { readonly priority: number; readonly tier: number; readonly because: readonly string[] }
}

/** Why the alert is as urgent as it is, and who starts on it. */
export function RoutingSection({ routing: { stored, today } }: { readonly routing: AlertRouting }) {
  const isAsThen = stored.priority === today.priority && stored.tier === today.tier
  return (
    <section className="rounded-lg border border-line bg-surface p-4" aria-labelledby="routing">
      <h2 id="routing" className="mb-2 font-semibold">
        Routing{" "}
        <span className="text-xs font-normal text-text-3">
          P{stored.priority}, tier {stored.tier}
        </span>
      </h2>
      {stored.service || stored.asset ? (
        <p className="mb-2 text-sm">
          <Said>{[stored.asset, stored.service].filter((name) => name !== null).join(" · ")}</Said>
        </p>
      ) : null}
      {isAsThen ? null : (
        <p className="mb-2 text-xs text-text-3">
          So it was when it came in. The settings of today would give P{today.priority}, tier {today.tier}:
        </p>
      )}
      <ol className="grid list-decimal gap-1 pl-4 text-xs text-text-2">
        {today.because.map((line) => (
          <li key={line}>
            <Said>{line}</Said>
          </li>
        ))}
      </ol>
    </section>
  )
}
