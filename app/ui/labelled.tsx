import { type ComponentProps, type ReactNode, useId } from "react"

const box = "rounded-md border border-control bg-surface px-3 font-normal max-md:text-lg md:text-md"

type Around = {
  readonly label: string
  /** What to know before typing. */
  readonly hint?: string | undefined
  /** What is wrong with what was typed, and what to do. */
  readonly error?: string | undefined
}

/** A field with its label above, and what is wrong with it beneath. */
export function TextField({ label, hint, error, className, ...input }: Around & ComponentProps<"input">) {
  const id = useId()
  return (
    <div className={`grid content-start gap-1 ${className ?? ""}`}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined}
        className={`h-10 w-full min-w-0 ${box} ${error ? "border-s1" : ""}`}
        {...input}
      />
      <Beneath id={id} hint={hint} error={error} />
    </div>
  )
}

/** A choice with its label above. */
export function ChoiceField({
  label,
  hint,
  error,
  className,
  children,
  ...select
}: Around & ComponentProps<"select">) {
  const id = useId()
  return (
    <div className={`grid content-start gap-1 ${className ?? ""}`}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined}
        className={`h-10 w-full min-w-0 ${box} ${error ? "border-s1" : ""}`}
        {...select}
      >
        {children}
      </select>
      <Beneath id={id} hint={hint} error={error} />
    </div>
  )
}

function Beneath({ id, hint, error }: { readonly id: string } & Omit<Around, "label">) {
  if (error)
    return (
      <p id={`${id}-error`} className="text-xs text-s1-ink">
        {error}
      </p>
    )
  return hint ? (
    <p id={`${id}-hint`} className="text-xs text-text-3">
      {hint}
    </p>
  ) : null
}

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
