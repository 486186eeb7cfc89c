import { type LookupAddress, lookup as resolve } from "node:dns"
import { type IncomingMessage, request as plainRequest } from "node:http"
import { request as secureRequest } from "node:https"
import type { LookupFunction } from "node:net"
import { mayReach, type OutwardRules, outwardUrl } from "./outward-address.ts"

/** Everything asked of an outside system, from the look-up of its name to the last byte, ends within this. */
const longestMilliseconds = 8_000
/** No discovery document or key set comes near this. */
const largestBody = 512 * 1024

type Ask = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

/**
 * Asks an address that somebody else chose. It goes where the rules allow and nowhere else: the very address the name
 * resolved to is checked and connected to, no redirect is followed, time and size are bounded.
 *
 * @throws Error when it is refused, does not answer in time or answers too much
 */
export async function outwardFetch(text: string, ask: Ask, rules: OutwardRules): Promise<Response> {
  const checked = outwardUrl(text, rules)
  if (!checked.ok) throw new Error(`the address ${checked.error}`)
  const request = checked.value.protocol === "https:" ? secureRequest : plainRequest
  const limit = AbortSignal.timeout(longestMilliseconds)
  const signal = ask.signal ? AbortSignal.any([ask.signal, limit]) : limit
  return new Promise((done, failed) => {
    const sent = request(
      checked.value,
      { method: ask.method, headers: { ...ask.headers }, lookup: checkedLookup(rules), signal, agent: false },
      (answer) => collect(answer).then(done, failed),
    )
    sent.on("error", failed)
    sent.end(bodyOf(ask.body))
  })
}

/** Looks a name up and gives its addresses only when every one of them may be reached. */
function checkedLookup(rules: OutwardRules): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const first = found?.[0]
      if (error || !first) return callback(error ?? new Error("the name has no address"), "", 0)
      if (!found.every(({ address }) => mayReach(address, rules)))
        return callback(new Error("the name leads into a private network"), "", 0)
      if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }
}

async function collect(answer: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) {
      answer.destroy()
      throw new Error("the answer is too large")
    }
    chunks.push(chunk)
  }
  const status = answer.statusCode ?? 502
  const headers = new Headers()
  for (const name of ["content-type", "www-authenticate", "dpop-nonce", "cache-control"]) {
    const value = answer.headers[name]
    if (typeof value === "string") headers.set(name, value)
  }
  const hasBody = status >= 200 && ![204, 205, 304].includes(status)
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers })
}

function bodyOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === "string" || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new Error("only text is sent out")
}
