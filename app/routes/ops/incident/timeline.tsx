import { Eye, Lock } from "lucide-react"
import { useState } from "react"
import { Moment } from "#app/ui/time-ago.tsx"
import { Said } from "#app/ui/said.tsx"
import type { TimelineLine } from "./detail.ts"

const filters = { all: "Everything", notes: "Notes", client: "Client sees" } as const

/** What happened, oldest first. The two lanes differ in ground, icon and word, so that no colour has to carry it. */
export function Timeline({ lines }: { readonly lines: readonly TimelineLine[] }) {
  const [filter, setFilter] = useState<keyof typeof filters>("all")
  const shown = lines.filter(
    (line) => filter === "all" || (filter === "client" ? line.lane === "client" : line.text !== null),
  )
  return (
    <section aria-labelledby="timeline" className="rounded-lg border border-line bg-surface p-4">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 id="timeline" className="font-semibold">
          Timeline
        </h2>
        <div role="group" aria-label="Show" className="ml-auto flex gap-1">
          {Object.entries(filters).map(([key, label]) => (
            <button
              key={key}
              type="button"
              aria-pressed={filter === key}
              onClick={() => setFilter(key as keyof typeof filters)}
              className={`tap rounded-full border px-2.5 text-xs ${filter === key ? "border-accent bg-selected" : "border-line text-text-2"}`}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0 ? <p className="text-text-3">Nothing of this kind yet.</p> : null}
      <ol className="grid gap-2">
        {shown.map((line) => (
          <li
            key={line.id}
            id={line.id}
            className={
              line.text === null
                ? "flex flex-wrap gap-x-2 text-xs text-text-2"
                : `rounded-md p-3 ${line.lane === "client" ? "border-l-[3px] border-accent bg-surface ring-1 ring-line" : "bg-sunken"}`
            }
          >
            <span className="flex flex-wrap items-center gap-x-2 text-xs text-text-2">
              <span className="font-medium text-text">
                {line.isPerson ? <Said>{line.who}</Said> : "Portal"}
              </span>{" "}
              <Said>{line.summary}</Said>
              <span className="text-text-3">
                <Moment at={line.at} />
              </span>
              {line.text === null ? null : <LaneWord lane={line.lane} />}
            </span>
            {line.text === null ? null : (
              <p className="mt-1 text-md [overflow-wrap:anywhere] whitespace-pre-wrap">
                <Said>{line.text}</Said>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

export function LaneWord({ lane }: { readonly lane: "internal" | "client" }) {
  const Icon = lane === "client" ? Eye : Lock
  return (
    <span className="inline-flex items-center gap-1">
      <Icon className="size-3.5" aria-hidden="true" /> {lane === "client" ? "Client sees this" : "Internal"}
    </span>
  )
}
