import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server"
import * as z from "zod"

/** No answer of a browser is longer: attestation is not asked for. */
const longestAnswer = 20_000

const base64url = z.string().regex(/^[\w-]+$/)
const common = { id: base64url, rawId: base64url, type: z.literal("public-key") }

const assertion = z.object({
  ...common,
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
})

const registration = z.object({
  ...common,
  clientExtensionResults: z.object({}).default({}),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
})

/** What a browser answered with a passkey, or null for anything else. */
export function parseAssertion(text: string): AuthenticationResponseJSON | null {
  const { data } = assertion.safeParse(parse(text))
  if (!data) return null
  const { userHandle, ...response } = data.response
  return { ...data, response: { ...response, ...(userHandle ? { userHandle } : {}) } }
}

/** What a browser answered with a new passkey, or null for anything else. */
export function parseRegistration(
  text: string,
): (RegistrationResponseJSON & { readonly response: { readonly transports: string[] } }) | null {
  return registration.safeParse(parse(text)).data ?? null
}

function parse(text: string): unknown {
  if (text.length > longestAnswer) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
