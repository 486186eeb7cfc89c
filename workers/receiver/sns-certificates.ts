import { outwardFetch } from "#app/gateways/outward-fetch.server.ts"

/** A certificate of AWS is good for months; read anew each day, one that was withdrawn is not believed for long. */
const keptMs = 24 * 3_600_000
/** After a failed try the next waits, so that forged messages do not make us knock at AWS all the time. */
const againMs = 10_000
const maxKept = 50

type Kept = { readonly until: number; readonly pem: Promise<string> }

/** Certificates by their address: each fetched once for all who wait for it. */
export class SnsCertificates {
  readonly #fetch: (url: string) => Promise<string>
  readonly #kept = new Map<string, Kept>()

  constructor(fetch: (url: string) => Promise<string>) {
    this.#fetch = fetch
  }

  /** @param now epoch milliseconds @throws Error when it cannot be fetched */
  pem(url: string, now: number): Promise<string> {
    const kept = this.#kept.get(url)
    if (kept && kept.until > now) return kept.pem
    const pem = this.#fetch(url)
    pem.catch(() => this.#kept.set(url, { until: now + againMs, pem }))
    this.#kept.delete(url)
    this.#kept.set(url, { until: now + keptMs, pem })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= maxKept) break
      this.#kept.delete(oldest)
    }
    return pem
  }
}

/** @throws Error when AWS does not answer within the limits of `outwardFetch`, or not with a certificate */
export async function fetchSnsCertificate(url: string): Promise<string> {
  const answer = await outwardFetch(
    url,
    { method: "GET", headers: { accept: "application/x-pem-file" } },
    { loopback: false },
  )
  const text = answer.status === 200 ? await answer.text() : ""
  if (!/^-----BEGIN CERTIFICATE-----/.test(text.trimStart())) throw new Error("that is no certificate")
  return text
}
