import { useEffect, useRef, useState } from "react"
import { useFetcher } from "react-router"
import type { Answer } from "./act-form.tsx"

/**
 * Work that the server does in portions of a bounded size: each answer says where the next one starts, and the next is
 * asked for until none is left, or somebody stops it. Leaving the page ends it after the portion under way.
 *
 * @param send asks for the portion after a place; empty for the first
 * @param onStep takes what each portion brought, also one that was under way when it was stopped
 */
export function useSteps<T extends { readonly next: string | null }>({
  send,
  onStep,
}: {
  readonly send: (submit: ReturnType<typeof useFetcher>["submit"], after: string) => void
  readonly onStep: (step: T) => void
}) {
  const fetcher = useFetcher<Answer<T>>()
  const [isStopped, setIsStopped] = useState(false)
  /** Where to go on; null while a portion is asked for, and at the end. */
  const rest = useRef<string | null>(null)
  const isIdle = fetcher.state === "idle"
  const answer = isIdle ? (fetcher.data as Answer<T> | undefined) : undefined
  const ask = (after: string) => {
    rest.current = null
    send(fetcher.submit, after)
  }
  const take = useRef<(step: Answer<T>) => void>(() => {})
  take.current = (step) => {
    if (!step.ok) return
    onStep(step.value)
    rest.current = step.value.next
    if (rest.current !== null && !isStopped) ask(rest.current)
  }
  useEffect(() => {
    if (answer) take.current(answer)
  }, [answer])
  const failed = answer && !answer.ok ? answer.error : null
  return {
    failed,
    /** A portion is under way, or about to be. */
    isGoing: !isIdle || (answer?.ok === true && answer.value.next !== null && !isStopped),
    isStopped,
    /** @param after where to begin, if not at the start */
    start: (after = "") => {
      setIsStopped(false)
      ask(after)
    },
    stop: () => setIsStopped(true),
    goOn: () => {
      setIsStopped(false)
      if (rest.current !== null) ask(rest.current)
    },
  }
}

/** What a screen needs to say how far such work is. */
export type Steps = Pick<ReturnType<typeof useSteps>, "failed" | "isGoing" | "isStopped" | "stop" | "goOn">
