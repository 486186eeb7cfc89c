import { setUpOf, testCommand } from "#app/domain/sources/set-up/set-up.ts"
import { CopyButton } from "#app/ui/copy-button.tsx"

type Props = {
  readonly adapter: string
  readonly token: string
  readonly origin: string
  /** A payload of the tool's own kind. */
  readonly sample: string
}

/** A new credential, the only time it is shown, in the words its tool understands. */
export function TokenOnce({ adapter, token, origin, sample }: Props) {
  const bare = `${origin}/ingest/v1/${adapter}`
  const to = { bare, token, url: `${bare}/${token}` }
  const { steps, snippets, test, docs } = setUpOf(adapter, to)
  return (
    <div className="grid min-w-0 gap-4">
      <p role="status" className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
        The token is shown this once. Paste it now; afterwards it can only be replaced.
      </p>
      <Pasted title="Token" text={token} />
      <section className="grid gap-2">
        <h2 className="font-medium">In the tool</h2>
        <ol className="grid list-decimal gap-1 pl-5 text-sm">
          {steps.map((step) => (
            <li key={step} className="break-words">
              {step}
            </li>
          ))}
        </ol>
      </section>
      {snippets.map(({ title, text }) => (
        <Pasted key={title} title={title} text={text} />
      ))}
      <section className="grid gap-1 text-sm">
        <h2 className="font-medium">To try it from the tool</h2>
        <p className="break-words text-text-2">{test}</p>
        <p className="text-xs break-all text-text-3">The vendor’s page: {docs}</p>
      </section>
      <Pasted title="Or try it from a shell, with an invented payload" text={testCommand(to, sample)} />
    </div>
  )
}

function Pasted({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className="grid min-w-0 gap-2">
      <div className="flex items-end gap-3">
        <h2 className="mr-auto min-w-0 font-medium break-words">{title}</h2>
        <CopyButton text={text} />
      </div>
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs"
      >
        {text}
      </pre>
    </section>
  )
}
