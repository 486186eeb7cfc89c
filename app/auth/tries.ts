/** How many tries there are at once, and the seconds until there is one more. */
export type Bucket = { readonly burst: number; readonly secondsPerTry: number }

/**
 * The limits on proving who one is. A try that succeeds is given back, so only wrong ones count. Guessing is slowed and
 * nobody is locked out: whoever waits `secondsPerTry` may always try once more.
 */
export const buckets = {
  /** Passwords, for each account, known or not. */
  password: { burst: 8, secondsPerTry: 15 },
  /** One-time and recovery codes, for each account: 60 guesses an hour at one of three codes in a million. */
  code: { burst: 6, secondsPerTry: 60 },
  /** Links to set a new password, for each address, known or not. */
  reset: { burst: 8, secondsPerTry: 15 },
  /** Looks for the single sign-on of an address. */
  sso: { burst: 8, secondsPerTry: 15 },
  /** Everything from one network address: a whole office may stand behind it. */
  address: { burst: 100, secondsPerTry: 2 },
  /** Challenges handed to one network address: each is a row. */
  challenge: { burst: 120, secondsPerTry: 1 },
} as const satisfies Record<string, Bucket>

export type TryKind = keyof typeof buckets

/** Whole seconds to wait, as told to a person. */
export function waitText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds))
  return `Too many tries. Wait ${whole} ${whole === 1 ? "second" : "seconds"} and try again.`
}

/** What counts as one place: an IPv4 address, or the /64 of an IPv6 one, all of which a single line is given. */
export function placeOf(address: string): string {
  if (!address.includes(":")) return address
  const [left = "", right] = address.split("::")
  const head = left === "" ? [] : left.split(":")
  const tail = right ? right.split(":") : []
  const zeros = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  return [...head, ...Array<string>(zeros).fill("0"), ...tail]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")
}
