import { useEffect, useRef, useState } from "react"
import type { LiveList } from "./live-list.ts"
import { visibleText } from "#app/ui/visible-text.ts"

/** The polite region speaks this seldom. */
const everyMilliseconds = 20_000

/**
 * Says what arrives to who cannot see the pill: calmly and seldom, but at once when an S1 comes in.
 */
export function Announcer({ list }: { readonly list: LiveList }) {
  const [calm, setCalm] = useState("")
  const [urgent, setUrgent] = useState("")
  const known = useRef<ReadonlySet<string>>(new Set())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastSaid = useRef(0)
  const waiting = useRef(0)
  waiting.current = list.waiting.size

  useEffect(() => {
    const arrived = [...list.waiting.values()]
    const fresh = arrived.filter((row) => !known.current.has(row.id))
    known.current = new Set(arrived.map((row) => row.id))
    if (fresh.length === 0) return
    const critical = fresh.find((row) => row.severity === "critical")
    if (critical) setUrgent(visibleText(`New critical alert: ${critical.title}, ${critical.client.name}`))
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined
        lastSaid.current = Date.now()
        if (waiting.current > 0)
          setCalm(`${waiting.current} new ${waiting.current === 1 ? "alert" : "alerts"} waiting. Press n.`)
      },
      Math.max(0, lastSaid.current + everyMilliseconds - Date.now()),
    )
  }, [list])
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <div className="sr-only">
      <p aria-live="polite">{calm}</p>
      <p aria-live="assertive">{urgent}</p>
    </div>
  )
}
