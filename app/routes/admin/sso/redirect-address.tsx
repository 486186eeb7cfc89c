import { useId } from "react"
import { CopyButton } from "#app/ui/copy-button.tsx"

/** The address to register at the provider: to the letter, so it is copied. */
export function RedirectAddress({ value }: { readonly value: string }) {
  const id = useId()
  return (
    <div className="grid gap-1 text-sm">
      <label htmlFor={id} className="font-medium">
        Redirect address
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          aria-describedby={`${id}-hint`}
          onFocus={(event) => event.target.select()}
          className="h-10 min-w-0 flex-1 rounded-md border border-line bg-sunken px-3 font-mono text-xs"
        />
        <CopyButton text={value} />
      </div>
      <p id={`${id}-hint`} className="text-xs text-text-2">
        Register a web application at the provider with this redirect address first.
      </p>
    </div>
  )
}
