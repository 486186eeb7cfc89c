import { type ComponentProps, type ReactNode, useId } from "react"

const box =
  "w-full min-w-0 rounded-md border border-control bg-surface px-3 font-normal text-text max-md:text-lg md:text-md aria-invalid:border-s1 disabled:border-line disabled:bg-sunken disabled:text-text-2"

type Around = {
  readonly label: string
  /** What to know before typing. */
  readonly hint?: string | undefined
  /** What is wrong with what was typed, and what to do. */
  readonly error?: string | undefined
  readonly className?: string | undefined
}

/** One line to type in, with its label above and what is wrong with it beneath. */
export function TextField({ label, hint, error, className, ...input }: Around & ComponentProps<"input">) {
  return (
    <Labelled {...{ label, hint, error, className }}>
      {(wiring) => <input {...wiring} className={`${box} h-10`} {...input} />}
    </Labelled>
  )
}

/** A choice among few. */
export function ChoiceField({
  label,
  hint,
  error,
  className,
  children,
  ...select
}: Around & ComponentProps<"select">) {
  return (
    <Labelled {...{ label, hint, error, className }}>
      {(wiring) => (
        <select {...wiring} className={`${box} h-10`} {...select}>
          {children}
        </select>
      )}
    </Labelled>
  )
}

/** Many lines of a machine's text. */
export function PayloadField({
  label,
  hint,
  error,
  className,
  ...area
}: Around & ComponentProps<"textarea">) {
  return (
    <Labelled {...{ label, hint, error, className }}>
      {(wiring) => <textarea {...wiring} className={`${box} py-2 font-mono md:text-sm`} {...area} />}
    </Labelled>
  )
}

/** Several values, one a line. */
export function ValuesField({ label, hint, error, className, ...area }: Around & ComponentProps<"textarea">) {
  return (
    <Labelled {...{ label, hint, error, className }}>
      {(wiring) => <textarea {...wiring} className={`${box} min-h-10 py-2`} {...area} />}
    </Labelled>
  )
}

type Wiring = {
  readonly id: string
  readonly "aria-invalid": true | undefined
  readonly "aria-describedby": string | undefined
}

function Labelled({
  label,
  hint,
  error,
  className = "",
  children,
}: Around & { readonly children: (wiring: Wiring) => ReactNode }) {
  const id = useId()
  const beneath = error ?? hint
  return (
    <div className={`grid content-start gap-1 ${className}`}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": beneath ? `${id}-beneath` : undefined,
      })}
      {beneath ? (
        <p id={`${id}-beneath`} className={`text-xs ${error ? "text-s1-ink" : "text-text-3"}`}>
          {beneath}
        </p>
      ) : null}
    </div>
  )
}
