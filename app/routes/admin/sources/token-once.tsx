import { setUpOf, testCommand } from "#app/domain/sources/set-up.ts"
import { CopyButton } from "#app/ui/copy-button.tsx"

type Props = {
  readonly adapter: string
  readonly token: string
  readonly origin: string
}

/** A new credential, the only time it is shown, in the words its tool understands. */
export function TokenOnce({ adapter, token, origin }: Props) {
  const bare = `${origin}/ingest/v1/${adapter}`
  const { where, snippet } = setUpOf(adapter, `${bare}/${token}`, bare, token)
  return (
    <div className="grid gap-4">
      <p role="status" className="rounded-md border border-s3 bg-s3-tint px-3 py-2 text-s3-ink">
        The token is shown this once. Paste it now; afterwards it can only be replaced.
      </p>
      <Snippet title="Token" text={token} />
      <Snippet title="In the tool" hint={where} text={snippet} />
      <Snippet
        title="Or try it from a shell"
        text={testCommand(
          { url: "", bare, token },
          `{"title": "Test from Watchfloor", "severity": "low", "asset": "test"}`,
        )}
      />
    </div>
  )
}

function Snippet({
  title,
  hint,
  text,
}: {
  readonly title: string
  readonly hint?: string
  readonly text: string
}) {
  return (
    <section className="grid gap-2">
      <div className="flex items-end gap-3">
        <div className="mr-auto">
          <h2 className="font-medium">{title}</h2>
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
    </section>
  )
}
