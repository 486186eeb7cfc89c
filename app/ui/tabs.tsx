import { Link } from "react-router"

export type Tab = {
  readonly key: string
  readonly label: string
  readonly count?: string
  readonly to: string
}

/** Views as links: each is an address, so back, copy and new window work. */
export function Tabs({
  label,
  tabs,
  current,
}: {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly current: string
}) {
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto px-3">
      {tabs.map(({ key, label: text, count, to }) => (
        <Link
          key={key}
          to={to}
          preventScrollReset
          aria-current={key === current ? "page" : undefined}
          className={`tap flex shrink-0 items-center gap-1.5 rounded-t-md border-b-2 px-2.5 text-sm whitespace-nowrap ${key === current ? "border-accent font-medium text-text" : "border-transparent text-text-2 hover:text-text"}`}
        >
          {text}
          {count === undefined ? null : (
            <span className="tnum rounded-full bg-sunken px-1.5 text-2xs text-text-2">{count}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}

/** "1,000+" where counting stopped. */
export function cappedCount(count: number, cap = 1000): string {
  return count >= cap ? `${cap.toLocaleString("en")}+` : count.toLocaleString("en")
}
