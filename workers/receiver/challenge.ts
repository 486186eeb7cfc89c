import type { IncomingMessage } from "node:http"

/**
 * The answer to Okta's one-time question whether an address is really meant to take its event hooks: the challenge of its
 * header, given back. Null for any other request. Whoever asks has to know the source's token, as with a delivery.
 *
 * @see https://developer.okta.com/docs/concepts/event-hooks/#one-time-verification-request
 */
export function challengeAnswer(adapter: string, request: IncomingMessage): object | null {
  const challenge = request.headers["x-okta-verification-challenge"]
  if (request.method !== "GET" || adapter !== "okta" || typeof challenge !== "string") return null
  return /^[\x21-\x7e]{1,256}$/.test(challenge) ? { verification: challenge } : null
}
