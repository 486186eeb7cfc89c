import { CountedBars } from "#app/charts/counted-bars.tsx"
import { actionabilityOf, compressionOf, noiseFunnel, type NoiseTotals } from "#app/domain/noise/noise.ts"
import { percent } from "./percent.ts"

/** How much came in, what it was folded into, and what of it was worth work. */
export function NoiseFigures({ totals }: { readonly totals: NoiseTotals }) {
  const figures = [
    {
      name: "Compression",
      value: percent(compressionOf(totals)),
      means: "of events never became an alert of their own",
    },
    {
      name: "Actionability",
      value: percent(actionabilityOf(totals)),
      means: "of alerts were worth an incident",
    },
    { name: "Identical repeats", value: number(totals.exactDupes), means: "set aside at once" },
    { name: "Repeats folded", value: number(totals.folded), means: "into the alert they belong to" },
    {
      name: "Suppressed",
      value: number(totals.suppressed),
      means: "kept out of the queue by a rule or window",
    },
    { name: "Throttled", value: number(totals.throttled), means: "refused above the limit, with 429" },
  ]
  return (
    <div className="grid gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <CountedBars counts={noiseFunnel(totals)} className="grid max-w-2xl content-start gap-3" />
      <dl className="grid grid-cols-2 content-start gap-x-6 gap-y-4 sm:grid-cols-3 xl:grid-cols-2">
        {figures.map(({ name, value, means }) => (
          <div key={name} className="flex flex-col">
            <dt className="text-xs text-text-3">{name}</dt>
            <dd className="tnum text-xl font-semibold">{value}</dd>
            <dd className="text-xs text-text-2">{means}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const number = (value: number) => value.toLocaleString("en")
