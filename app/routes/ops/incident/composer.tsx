import { useEffect, useRef, useState } from "react"
import { useFetcher } from "react-router"
import { Button, Kbd } from "#app/ui/button.tsx"
import { Dialog } from "#app/ui/dialog.tsx"
import { DialogActions } from "#app/ui/dialog-actions.tsx"
import { HelpSheet } from "#app/ui/help-sheet.tsx"
import { type Hotkey, useHotkeys } from "#app/ui/hotkeys.ts"
import { Said } from "#app/ui/said.tsx"
import { visibleText } from "#app/ui/visible-text.ts"
import type { IncidentHeading } from "./detail.ts"
import { LaneWord } from "./timeline.tsx"

type Answer = { readonly ok: true } | { readonly ok: false; readonly error: { readonly message: string } }

/** Writes into one of the two lanes, resolves and reopens. What leaves the building is confirmed by name. */
export function Composer({ incident, open }: { readonly incident: IncidentHeading; readonly open: boolean }) {
  const fetcher = useFetcher<Answer>()
  const [lane, setLane] = useState<"internal" | "client">("internal")
  const [text, setText] = useState("")
  const [asking, setAsking] = useState<"share" | "end" | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const answer = fetcher.data
  const name = visibleText(incident.client.name)
  const busy = fetcher.state !== "idle"
  useEffect(() => {
    if (fetcher.state === "idle" && answer?.ok) setText("")
  }, [fetcher.state, answer])

  const write = (to: "internal" | "client") => {
    setLane(to)
    field.current?.focus()
  }
  const hotkeys: readonly Hotkey[] = [
    { keys: "c", does: "Internal note", run: () => write("internal") },
    { keys: "Shift+C", does: "Client update", run: () => write("client") },
    { keys: "e", does: open ? "Resolve" : "Reopen", run: () => setAsking("end") },
  ]
  useHotkeys(hotkeys)
  const send = () => {
    setAsking(null)
    void fetcher.submit({ act: "note", lane, text }, { method: "post" })
  }
  const submit = () => {
    if (lane === "client") setAsking("share")
    else send()
  }
  return (
    <section
      aria-label="Write"
      className={`sticky bottom-0 grid gap-2 rounded-lg border p-3 max-md:static ${lane === "client" ? "border-accent bg-surface" : "border-line bg-sunken"}`}
    >
      <div className="flex flex-wrap items-center gap-2">
        <div role="radiogroup" aria-label="Lane" className="flex gap-1">
          {(["internal", "client"] as const).map((which) => (
            <button
              key={which}
              type="button"
              role="radio"
              aria-checked={lane === which}
              onClick={() => setLane(which)}
              className={`tap rounded-full border px-2.5 text-xs ${lane === which ? "border-accent bg-selected font-medium" : "border-line text-text-2"}`}
            >
              <LaneWord lane={which} />
            </button>
          ))}
        </div>
        <Button className="ml-auto" look={open ? "quiet" : "primary"} onClick={() => setAsking("end")}>
          {open ? "Resolve …" : "Reopen …"} <Kbd>e</Kbd>
        </Button>
      </div>
      <textarea
        ref={field}
        rows={3}
        maxLength={20_000}
        aria-label={lane === "client" ? `Update for ${name}` : "Internal note"}
        placeholder={
          lane === "client"
            ? `What ${name} should know: what happened, what we do, when they hear more`
            : "What you found, what you ruled out, what comes next"
        }
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.trim()) submit()
        }}
        className="rounded-md border border-control bg-surface p-2 text-md max-md:text-lg"
      />
      {answer && !answer.ok ? (
        <p role="alert" className="text-sm text-s1-ink">
          {answer.error.message}
        </p>
      ) : null}
      <div className="flex justify-end">
        <Button look="primary" disabled={busy || text.trim() === ""} onClick={submit}>
          {lane === "client" ? `Share with ${name} …` : "Write note"}
        </Button>
      </div>
      <Dialog open={asking === "share"} onClose={() => setAsking(null)} title={`Share with ${name}?`}>
        <p className="mb-3 text-text-2">
          {incident.shared
            ? "They read it at once and keep it."
            : "They will see this incident from now on, with this update. Internal notes stay internal."}
        </p>
        <blockquote className="mb-4 max-h-48 overflow-y-auto rounded-md border-l-[3px] border-accent bg-sunken p-3 whitespace-pre-wrap">
          <Said>{text}</Said>
        </blockquote>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(null)}>Keep writing</Button>
          <Button look="primary" onClick={send}>
            Share with {name}
          </Button>
        </div>
      </Dialog>
      <EndDialog
        asking={asking === "end"}
        open={open}
        onCancel={() => setAsking(null)}
        onEnd={(why) => {
          setAsking(null)
          void fetcher.submit({ act: open ? "resolve" : "reopen", text: why }, { method: "post" })
        }}
      />
      <HelpSheet
        hotkeys={[
          { keys: "1", does: "Acknowledge", run: () => {} },
          { keys: "h", does: "Put on hold", run: () => {} },
          ...hotkeys,
        ]}
      />
    </section>
  )
}

function EndDialog({
  asking,
  open,
  onCancel,
  onEnd,
}: {
  readonly asking: boolean
  readonly open: boolean
  readonly onCancel: () => void
  readonly onEnd: (why: string) => void
}) {
  const [why, setWhy] = useState("")
  return (
    <Dialog open={asking} onClose={onCancel} title={open ? "Resolve the incident" : "Reopen the incident"}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          onEnd(why)
          setWhy("")
        }}
      >
        <label className="grid gap-1 text-sm">
          {open ? "How was it resolved?" : "Why is it opened again?"}
          <textarea
            required
            autoFocus
            rows={3}
            maxLength={5000}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
            className="rounded-md border border-control bg-surface p-2 text-md"
          />
        </label>
        <p className="text-xs text-text-3">
          {open
            ? "Its clocks stop and its open alerts are closed."
            : "The resolve clock goes on; the time in between does not count."}
        </p>
        <DialogActions onCancel={onCancel}>{open ? "Resolve" : "Reopen"}</DialogActions>
      </form>
    </Dialog>
  )
}
