import { type RefObject, useEffect, useRef } from "react"
import { useFetcher } from "react-router"
import type { Answer } from "#app/ui/act-form.tsx"
import type { MappingPreview } from "./preview.server.ts"

/** Typing rests this long before the form is read. */
const restMilliseconds = 400

/** Reads the chosen payload with the form as it stands: at first, and whenever typing rests. */
export function useLivePreview(form: RefObject<HTMLFormElement | null>) {
  const fetcher = useFetcher<Answer<MappingPreview>>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef<MappingPreview | null>(null)
  const read = useRef(() => {})
  read.current = () => {
    if (!form.current) return
    const fields = new FormData(form.current)
    fields.set("act", "preview")
    void fetcher.submit(fields, { method: "post" })
  }
  useEffect(() => {
    read.current()
    return () => clearTimeout(timer.current)
  }, [])
  if (fetcher.data?.ok) latest.current = fetcher.data.value
  return {
    preview: latest.current,
    failed: fetcher.data && !fetcher.data.ok ? fetcher.data.error : null,
    refresh: () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => read.current(), restMilliseconds)
    },
  }
}
