import { useEffect, useRef } from "react"
import { useFetcher } from "react-router"
import type { Answer } from "#app/ui/act-form.tsx"
import { useFragment } from "#app/ui/use-fragment.ts"

/** What a mailed link turned out to be: still unknown, dead, or what it leads to. The token goes in a post, never in an address. */
export type MailedLink<T> =
  | { readonly state: "looking" }
  | { readonly state: "dead" }
  | { readonly state: "good"; readonly token: string; readonly found: T }

/** Asks the page's own action (`act=look`) what the token behind the `#` is for. */
export function useMailedLink<T>(): MailedLink<T> {
  const token = useFragment()
  const fetcher = useFetcher<Answer<T | null>>()
  const asked = useRef("")
  const { submit } = fetcher
  useEffect(() => {
    if (!token || asked.current === token) return
    asked.current = token
    void submit({ act: "look", token }, { method: "post" })
  }, [token, submit])
  if (token === "") return { state: "dead" }
  const answer = fetcher.data
  if (token === undefined || !answer) return { state: "looking" }
  return answer.ok && answer.value ? { state: "good", token, found: answer.value } : { state: "dead" }
}
