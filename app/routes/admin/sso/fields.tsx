import { type ComponentProps, useId } from "react"

/** A labelled line of text, with what to know under it and what is wrong with it. */
export function TextField({
  label,
  hint,
  value,
  wrong,
  ...input
}: Omit<ComponentProps<"input">, "value"> & {
  readonly label: string
  readonly hint: string
  readonly value?: string | undefined
  readonly wrong?: string | undefined
}) {
  const id = useId()
  return (
    <div className="grid gap-1 text-sm">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        defaultValue={value}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-hint${wrong ? ` ${id}-wrong` : ""}`}
        className="h-10 rounded-md border border-control bg-surface px-3 text-lg md:text-md"
        {...input}
      />
      <p id={`${id}-hint`} className="text-xs text-text-2">
        {hint}
      </p>
      {wrong ? (
        <p id={`${id}-wrong`} className="text-xs text-s1-ink">
          {wrong}
        </p>
      ) : null}
    </div>
  )
}

export function CheckField({
  name,
  label,
  hint,
  checked,
}: {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly checked?: boolean | undefined
}) {
  const id = useId()
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-0.5 text-sm">
      <input
        id={id}
        type="checkbox"
        name={name}
        value="yes"
        defaultChecked={checked}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-4 accent-accent"
      />
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="col-start-2 text-xs text-text-2">
        {hint}
      </p>
    </div>
  )
}
