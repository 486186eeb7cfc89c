import { data } from "react-router"

/** Something that was not right, as the card shows it. */
export type Refusal = {
  readonly text: string
  /** Seconds to wait, where there were too many tries. */
  readonly wait?: number
  readonly email?: string
}

/** 429 with the wait where there were too many tries, else 401. */
export function refused({ text, wait, email }: Refusal) {
  return data(
    { problem: text, email },
    wait === undefined
      ? { status: 401 }
      : { status: 429, headers: { "retry-after": String(Math.ceil(wait)) } },
  )
}
