import type { ReactNode } from "react"
import { Said } from "./said.tsx"

/** Title, count and what can be done on the page. */
export function PageHeader({
  title,
  count,
  children,
}: {
  readonly title: string
  readonly count?: string
  readonly children?: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-4 pb-2">
      <h1 className="min-w-0 text-xl font-semibold">
        <Said>{title}</Said>
      </h1>
      {count ? <span className="tnum text-sm text-text-3">{count}</span> : null}
      <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
    </div>
  )
}

/** Nothing to show, and why: one of "nothing yet", "nothing matches", "all done". */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="grid place-items-center gap-2 px-6 py-20 text-center">
      <p className="max-w-full text-lg font-medium [overflow-wrap:anywhere]">{title}</p>
      {children ? <div className="max-w-md text-text-2">{children}</div> : null}
    </div>
  )
}
