import { useEffect, useRef, useState } from "react"
import { useNavigation } from "react-router"
import { type Steps, useSteps } from "#app/ui/use-steps.ts"
import type { PreviewRow } from "./preview-row.ts"

type Previews = { readonly previews: readonly PreviewRow[]; readonly next: string | null }

/** Previews as far as they are, and how the rest of them comes. */
export type GoingPreviews = { readonly previews: readonly PreviewRow[] | null; readonly steps: Steps }

/** Asks on, turn by turn, after the page answered with the first turn of a preview. */
export function usePreviews(first: Previews | null): GoingPreviews {
  const [latest, setLatest] = useState(first)
  const isAsking = useNavigation().formData?.get("act") === "preview"
  const steps = useSteps<Previews>({
    send: (submit, look) => void submit({ act: "preview", look }, { method: "post" }),
    onStep: setLatest,
  })
  const begin = useRef<(of: Previews | null) => void>(() => {})
  begin.current = (of) => {
    setLatest(of)
    if (of?.next) steps.start(of.next)
  }
  useEffect(() => begin.current(first), [first])
  return {
    previews: isAsking ? null : (latest?.previews ?? null),
    steps: { ...steps, isGoing: steps.isGoing || isAsking, isStopped: steps.isStopped && !isAsking },
  }
}
