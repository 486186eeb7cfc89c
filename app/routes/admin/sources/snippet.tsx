import { CopyButton } from "#app/ui/copy-button.tsx"

/** Text for a machine, to copy whole. */
export function Snippet({
  title,
  hint,
  text,
}: {
  readonly title: string
  readonly hint?: string
  readonly text: string
}) {
  return (
    <div className="grid gap-2">
      <div className="flex items-end gap-3">
        <div className="mr-auto min-w-0">
          <h3 className="font-medium">{title}</h3>
          {hint ? <p className="text-xs text-text-2">{hint}</p> : null}
        </div>
        <CopyButton text={text} />
      </div>
      <pre
        tabIndex={0}
        className="overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs"
      >
        {text}
      </pre>
    </div>
  )
}
