import { data } from "react-router"
import type { SsoOffer } from "#app/auth/sso/route.server.ts"

/** Something that was not right, as the card shows it. */
export type Refusal = {
  readonly text: string
  /** Seconds to wait, where there were too many tries. */
  readonly wait?: number
  readonly email?: string
  /** Single sign-on of the address's domain, to offer beside. */
  readonly offer?: SsoOffer | null
}

/** 429 with the wait where there were too many tries, else 401. */
export function refused({ text, wait, email, offer = null }: Refusal) {
  return data(
    { problem: text, email, offer },
    wait === undefined
      ? { status: 401 }
      : { status: 429, headers: { "retry-after": String(Math.ceil(wait)) } },
  )
}
