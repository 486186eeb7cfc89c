type MonthOfYear = {
  readonly month: string
  readonly name: string
  readonly words: string
  readonly raw: number | null
  readonly adjusted: number | null
}

const [width, height] = [600, 80]

/** A bar a month: raw in full, what was adjusted on top of it lighter. The table beneath says the same. */
export function YearOfAttainment({ year }: { readonly year: readonly MonthOfYear[] }) {
  const step = width / year.length
  const tall = (share: number | null) => (share ?? 0) * height
  const told = year.map(({ name, words }) => `${name}: ${words}`).join("; ")
  return (
    <figure className="grid gap-2">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-24 w-full border-b border-control"
        role="img"
        aria-label={told}
      >
        {year.map(({ month, raw, adjusted }, i) => (
          <g key={month}>
            <rect
              x={i * step + step * 0.15}
              width={step * 0.7}
              y={height - tall(adjusted)}
              height={tall(adjusted)}
              fill="var(--c-chart-2)"
            />
            <rect
              x={i * step + step * 0.15}
              width={step * 0.7}
              y={height - tall(raw)}
              height={tall(raw)}
              fill="var(--c-chart-1)"
            />
          </g>
        ))}
      </svg>
      <p className="flex justify-between text-xs text-text-3">
        <span>{year[0]?.name}</span>
        <span>{year.at(-1)?.name}</span>
      </p>
      <figcaption className="flex flex-wrap gap-x-4 text-xs text-text-2">
        <Key color="var(--c-chart-1)">kept</Key>
        <Key color="var(--c-chart-2)">more once adjusted</Key>
      </figcaption>
      <details className="text-sm">
        <summary className="tap w-fit py-1 text-link">Show as table</summary>
        <table className="w-full max-w-xl">
          <thead>
            <tr className="border-b border-line text-left text-xs text-text-3">
              <th scope="col" className="py-1 font-medium">
                Month
              </th>
              <th scope="col" className="font-medium">
                Kept
              </th>
            </tr>
          </thead>
          <tbody>
            {year.map(({ month, name, words }) => (
              <tr key={month} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {name}
                </th>
                <td className="tnum">{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function Key({ color, children }: { readonly color: string; readonly children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5">
        <rect width="10" height="10" fill={color} />
      </svg>
      {children}
    </span>
  )
}
