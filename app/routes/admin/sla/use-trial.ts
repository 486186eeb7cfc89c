import { useRef } from "react"
import { useFetcher } from "react-router"

/** A form that can be looked at by an action that changes nothing, before it is sent. `answer` is that of the last look. */
export function useTrial<T>(action: string) {
  const fetcher = useFetcher<T>()
  const form = useRef<HTMLFormElement>(null)
  const look = () => {
    if (form.current) void fetcher.submit(new FormData(form.current), { method: "post", action })
  }
  return { form, look, isBusy: fetcher.state !== "idle", answer: fetcher.data }
}
