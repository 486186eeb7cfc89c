import { useEffect, useRef, useState } from "react"
import { useFetcher } from "react-router"
import type { Answer } from "#app/ui/act-form.tsx"
import { type ShownTrial, withPart } from "./trial.ts"

/** A trial that asks for part after part and adds them up, until all is replayed or somebody stops it. */
export function useReplay() {
  const fetcher = useFetcher<Answer<ShownTrial>>()
  const [trial, setTrial] = useState<ShownTrial | null>(null)
  const [isRunning, setRunning] = useState(false)
  const form = useRef<FormData | null>(null)
  const wanted = useRef(false)
  const ask = (from: string) => {
    if (!form.current) return
    form.current.set("from", from)
    wanted.current = true
    setRunning(true)
    void fetcher.submit(form.current, { method: "post", defaultShouldRevalidate: false })
  }
  const stop = () => {
    wanted.current = false
    setRunning(false)
  }
  const take = useRef<(answer: Answer<ShownTrial>) => void>(() => {})
  take.current = (answer) => {
    if (!answer.ok) return stop()
    setTrial((sofar) => withPart(sofar, answer.value))
    if (answer.value.next === null) return stop()
    if (wanted.current) ask(answer.value.next)
  }
  useEffect(() => {
    if (fetcher.data) take.current(fetcher.data)
  }, [fetcher.data])
  return {
    ...{ trial, isRunning, stop },
    refused: fetcher.data && !fetcher.data.ok && !isRunning ? fetcher.data.error : null,
    start: (fields: FormData) => {
      form.current = fields
      setTrial(null)
      ask("")
    },
    goOn: trial?.next ? () => ask(trial.next ?? "") : null,
  }
}
