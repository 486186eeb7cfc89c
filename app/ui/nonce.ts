import { createContext, use } from "react"

/** The content security policy's nonce of this answer; empty in the browser, which hides it from scripts. */
export const NonceContext = createContext<string>("")

export function useNonce(): string {
  return use(NonceContext)
}
