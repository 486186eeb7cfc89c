import { useState } from "react"
import { useFetcher } from "react-router"
import type { Answer } from "#app/ui/act-form.tsx"
import { Button } from "#app/ui/button.tsx"
import { CopyButton } from "#app/ui/copy-button.tsx"
import { PayloadField } from "#app/ui/field.tsx"
import { Said } from "#app/ui/said.tsx"
import type { importAnswer } from "./import-answer.ts"

type Import = ReturnType<typeof importAnswer>

const effects = { add: "is added", change: "changes", same: "stays as it is", refuse: "is refused" } as const

/** A list of assets, pasted: first shown for what it would do, then taken in. */
export function ImportAssets({ client }: { readonly client: string }) {
  const fetcher = useFetcher<Answer<Import>>()
  const [csv, setCsv] = useState("")
  const [shown, setShown] = useState("")
  const answer = fetcher.state === "idle" ? fetcher.data : undefined
  const done = answer?.ok ? answer.value : null
  const error = answer?.ok === false ? answer.error : null
  const isSeen = done !== null && !done.isTaken && shown === csv
  return (
    <details className="rounded-lg border border-line bg-surface p-4">
      <summary className="text-sm font-medium">Import a list</summary>
      <fetcher.Form method="post" className="mt-3 grid gap-3" onSubmit={() => setShown(csv)}>
        <input type="hidden" name="act" value="import" />
        <input type="hidden" name="client" value={client} />
        <PayloadField
          label="CSV"
          name="csv"
          rows={6}
          required
          spellCheck={false}
          value={csv}
          onChange={(event) => setCsv(event.currentTarget.value)}
          placeholder={
            "name,kind,aliases,criticality,service\ndb-1,host,db-1.example.com;10.0.0.5,high,Web shop"
          }
          hint="A first line with the columns name, kind, aliases (parted by ;), criticality and service. Assets that are not in it stay as they are; aliases are added, never taken away."
          error={error?.fields["csv"] ?? error?.message}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look={isSeen ? "quiet" : "primary"} disabled={fetcher.state !== "idle"}>
            Show what it would do
          </Button>
          {isSeen && done.counts.add + done.counts.change > 0 ? (
            <Button type="submit" name="apply" value="1" look="primary" disabled={fetcher.state !== "idle"}>
              Take in {done.counts.add + done.counts.change}
            </Button>
          ) : null}
        </div>
      </fetcher.Form>
      <div aria-live="polite">{done ? <Outcome {...done} /> : null}</div>
    </details>
  )
}

function Outcome({ isTaken, counts, rows, hidden, refused }: Import) {
  return (
    <div className="mt-3 grid gap-3">
      <p
        className={`rounded-md px-3 py-2 ${isTaken ? "bg-done-tint text-done-ink" : "bg-sunken text-text-2"}`}
      >
        {isTaken ? "Taken in" : "It would be"}: {counts.add} added, {counts.change} changed, {counts.same} as
        they are, {counts.refuse} refused.
      </p>
      {refused ? (
        <div className="flex flex-wrap items-center gap-2 text-sm text-text-2">
          The refused rows, to correct and import again: <CopyButton text={refused} label="Copy them" />
        </div>
      ) : null}
      <ol className="grid gap-1 text-sm" aria-label="Rows">
        {rows.map(({ line, name, effect, note }) => (
          <li key={line} className={effect === "refuse" ? "text-s1-ink" : "text-text-2"}>
            <span className="tnum text-text-3">Line {line}</span> <Said>{name || "(no name)"}</Said>{" "}
            {effects[effect]}
            {note ? (
              <>
                : <Said>{note}</Said>
              </>
            ) : null}
          </li>
        ))}
        {hidden > 0 ? <li className="text-text-3">and {hidden} more</li> : null}
      </ol>
    </div>
  )
}
