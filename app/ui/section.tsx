import { type ReactNode, useId } from "react"

/** One matter of a page: a heading, and what belongs to it. */
export function Section({
  title,
  intro,
  children,
}: {
  readonly title: string
  readonly intro?: string
  readonly children?: ReactNode
}) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="grid min-w-0 content-start gap-4 rounded-lg border border-line bg-surface p-4"
    >
      <div>
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        {intro ? <p className="text-text-2">{intro}</p> : null}
      </div>
      {children}
    </section>
  )
}
