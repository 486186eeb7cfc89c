import * as oidc from "openid-client"

/** Silent or unintelligible, an answer that cannot be trusted, a no, or a code that is spent. */
export type IdpFailure = "unreachable" | "unusable" | "declined" | "spent"

/** Why a single sign-on came to nothing. The message is for administrators; nothing in it was chosen by the provider. */
export class IdpError extends Error {
  readonly failure: IdpFailure

  constructor(failure: IdpFailure, message: string) {
    super(message)
    this.name = "IdpError"
    this.failure = failure
  }
}

/** Turns whatever an identity provider can make go wrong into one of four failures. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof IdpError ? error : failureOf(error)
  }
}

function failureOf(error: unknown): IdpError {
  if (error instanceof oidc.AuthorizationResponseError)
    return new IdpError("declined", `It answered ${known(error.error)}.`)
  if (error instanceof oidc.ResponseBodyError)
    return error.error === "invalid_grant"
      ? new IdpError("spent", "It does not take the code.")
      : new IdpError("unusable", `Its token endpoint answered ${known(error.error)}.`)
  if (error instanceof oidc.WWWAuthenticateChallengeError)
    return new IdpError("unusable", "It does not accept the client id and secret.")
  const code = error instanceof oidc.ClientError ? (error.code ?? "") : "other"
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : ""
  if (["", "OAUTH_TIMEOUT", "OAUTH_ABORT"].includes(code)) return new IdpError("unreachable", silence(error))
  return new IdpError(
    "unusable",
    (reasons[code] ?? "Its answer cannot be used.") + (cause ? ` (${cause})` : ""),
  )
}

const reasons: Readonly<Record<string, string>> = {
  OAUTH_RESPONSE_IS_NOT_CONFORM: "It answered with an unexpected status.",
  OAUTH_RESPONSE_IS_NOT_JSON: "It answered something other than JSON.",
  OAUTH_PARSE_ERROR: "It answered something that cannot be read.",
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: "It names another issuer than the one asked for.",
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: "A claim of its ID token is not the expected one.",
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: "Its ID token is not valid at this time.",
  OAUTH_KEY_SELECTION_FAILED: "Its ID token is signed with a key it does not publish.",
  OAUTH_INVALID_RESPONSE: "Its answer or its ID token is not valid.",
}

/** Error codes of the standards are short words; anything else is the provider's own text and stays out. */
const known = (code: string) => (/^[a-z_]{1,40}$/.test(code) ? code : "an error")

function silence(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && /^E[A-Z]+$/.test(cause.code))
      return `It cannot be reached (${cause.code}).`
    if (/address|network|too large/.test(cause.message)) return `It cannot be asked: ${cause.message}.`
  }
  return "It did not answer in time."
}
