import { type ReactNode, useId } from "react"
import { span } from "#app/ui/clock-text.ts"

/** Whose turn it can be, in the order it is told; the provider's two teams are one to the client. */
type Party = "provider_noc" | "provider_soc" | "provider" | "client" | "third_party"
type Turn = { readonly party: Party; readonly from: number; readonly to: number }

/** The width of the drawing. */
const whole = 1000

const fills: Readonly<Record<Party, string>> = {
  provider_noc: "var(--c-chart-1)",
  provider_soc: "var(--c-new)",
  provider: "var(--c-chart-1)",
  client: "client",
  third_party: "third",
}

/**
 * Whose turn it was, drawn in the order it went round, with each party's time in words beneath. Colours and hatching only
 * repeat what the words say.
 *
 * @param turns in epoch milliseconds, in order
 * @param names what the parties are called here; the order is the order they are listed in
 */
export function Turns({
  title,
  turns,
  names,
  children,
}: {
  readonly title: string
  readonly turns: readonly Turn[]
  readonly names: Partial<Readonly<Record<Party, string>>>
  /** Whose turn it is. */
  readonly children?: ReactNode
}) {
  const id = useId()
  const pattern = useId().replaceAll(/\W/g, "")
  const [first] = turns
  const last = turns.at(-1)
  const total = turns.reduce((sum, turn) => sum + turn.to - turn.from, 0)
  const across = (milliseconds: number) =>
    Math.round((whole * milliseconds) / Math.max(1, (last?.to ?? 0) - (first?.from ?? 0)))
  const shown = (Object.keys(names) as Party[]).flatMap((party) => {
    const milliseconds = turns.filter((turn) => turn.party === party)
    const taken = milliseconds.reduce((sum, turn) => sum + turn.to - turn.from, 0)
    return taken > 0 ? [{ party, taken }] : []
  })
  const fill = (party: Party) =>
    fills[party].startsWith("var") ? fills[party] : `url(#${pattern}-${fills[party]})`
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface p-4">
      <h2 id={id} className="mb-2 font-semibold">
        {title}
      </h2>
      {children ? <p className="mb-2 text-sm text-text-2">{children}</p> : null}
      {first && last && total > 0 ? (
        <>
          <svg
            viewBox={`0 0 ${whole} 10`}
            preserveAspectRatio="none"
            className="h-5 w-full rounded-sm"
            role="img"
            aria-label={shown.map(({ party, taken }) => `${names[party]} ${inWords(taken)}`).join(", ")}
          >
            <Patterns id={pattern} width={whole / 100} />
            <rect width={whole} height="10" fill="var(--c-sunken)" />
            {turns.map((turn) => (
              <rect
                key={`${turn.from} ${turn.party}`}
                x={across(turn.from - first.from)}
                width={across(turn.to - turn.from)}
                height="10"
                fill={fill(turn.party)}
              />
            ))}
          </svg>
          <ul className="mt-2 grid gap-1 text-sm">
            {shown.map(({ party, taken }) => (
              <li key={party} className="flex items-baseline gap-2">
                <svg
                  aria-hidden="true"
                  viewBox="0 0 12 12"
                  className="size-3 shrink-0 self-center rounded-xs"
                >
                  <Patterns id={`${pattern}-${party}`} width={3} />
                  <rect
                    width="12"
                    height="12"
                    fill={
                      fills[party].startsWith("var")
                        ? fills[party]
                        : `url(#${pattern}-${party}-${fills[party]})`
                    }
                  />
                </svg>
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{names[party]}</span>
                <span className="tnum whitespace-nowrap">{inWords(taken)}</span>
                <span className="tnum w-12 text-right whitespace-nowrap text-text-3">
                  {Math.round((taken / total) * 100)} %
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="text-sm text-text-3">No time has passed yet.</p>
      )}
    </section>
  )
}

/** Stripes for the client, dots for a third party: told apart without their colours. */
function Patterns({ id, width }: { readonly id: string; readonly width: number }) {
  return (
    <defs>
      <pattern id={`${id}-client`} width={width} height="10" patternUnits="userSpaceOnUse">
        <rect width={width} height="10" fill="var(--c-chart-2)" />
        <rect width={width / 3} height="10" fill="var(--c-surface)" />
      </pattern>
      <pattern id={`${id}-third`} width={width} height="5" patternUnits="userSpaceOnUse">
        <rect width={width} height="5" fill="var(--c-s5-tint)" />
        <rect width={width / 2} height="2.5" fill="var(--c-s5)" />
      </pattern>
    </defs>
  )
}

const inWords = (milliseconds: number) => span(Math.round(milliseconds / 1000))
