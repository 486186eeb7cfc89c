import { type ComponentProps, type ReactNode, useId } from "react"

const look = "w-full rounded-md border border-control bg-surface px-3 text-md font-normal text-text"

type Common = {
  readonly label: string
  /** What is wrong with it, in words that say what to do. */
  readonly error?: string | undefined
  readonly hint?: ReactNode
}

/** A labelled input with its hint and its error beside it. */
export function Field({ label, error, hint, ...input }: Common & ComponentProps<"input">) {
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(props) => <input {...props} {...input} className={`${look} h-10`} />}
    </Labelled>
  )
}

export function SelectField({ label, error, hint, children, ...select }: Common & ComponentProps<"select">) {
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(props) => (
        <select {...props} {...select} className={`${look} h-10`}>
          {children}
        </select>
      )}
    </Labelled>
  )
}

export function TextField({ label, error, hint, ...area }: Common & ComponentProps<"textarea">) {
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(props) => <textarea {...props} {...area} className={`${look} py-2 font-mono text-sm`} />}
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
  error,
  hint,
  children,
}: Common & { readonly children: (props: Wiring) => ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ")
  return (
    <div className="grid gap-1 text-sm">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": described || undefined })}
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-text-3">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="text-xs text-s1-ink">
          {label} {error}.
        </p>
      ) : null}
    </div>
  )
}
