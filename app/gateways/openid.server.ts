import * as oidc from "openid-client"
import * as z from "zod"
import { type Claims, readClaims } from "./openid-claims.ts"
import { guarded, IdpError } from "./openid-failure.server.ts"
import { type OutwardRules, outwardUrl } from "./outward-address.ts"
import { outwardFetch } from "./outward-fetch.server.ts"

/** What an identity provider says of itself, as far as the portal uses it; every address in it has been checked. */
export type Discovered = z.infer<typeof metadata>

/** The portal's registration at an identity provider. */
export type Registration = { readonly oauthClientId: string; readonly secret: string }

/** What the portal keeps on its own side between sending somebody away and having them back. */
export type Asked = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** Signatures anybody can check with the published keys. "none", and secrets in place of keys, are not among them. */
const signatures = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
]
const waitSeconds = 10

const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  userinfo_endpoint: z.string().exactOptional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).exactOptional(),
  id_token_signing_alg_values_supported: z
    .array(z.string())
    .default(["RS256"])
    .transform((all) => all.filter((one) => signatures.includes(one))),
  authorization_response_iss_parameter_supported: z.boolean().exactOptional(),
})

/**
 * Asks an issuer for its discovery document and checks it: it must name that very issuer, and lead nowhere it may not.
 *
 * @throws IdpError
 */
export async function discover(issuer: string, rules: OutwardRules): Promise<Discovered> {
  const asked = outwardUrl(issuer, rules)
  if (!asked.ok) throw new IdpError("unusable", `The issuer ${asked.error}.`)
  const found = await guarded(() =>
    oidc.discovery(asked.value, "portal", undefined, oidc.None(), {
      [oidc.customFetch]: (url, ask) => outwardFetch(url, ask as Parameters<typeof outwardFetch>[1], rules),
      timeout: waitSeconds,
      ...(rules.loopback ? { execute: [oidc.allowInsecureRequests] } : {}),
    }),
  )
  const parsed = metadata.safeParse(found.serverMetadata())
  if (!parsed.success)
    throw new IdpError("unusable", `Its discovery document lacks ${parsed.error.issues[0]?.path.join(".")}.`)
  const document = parsed.data
  // Providers of many organisations answer with a pattern in place of an issuer: anybody's people would be let in.
  if (!URL.canParse(document.issuer) || new URL(document.issuer).href !== asked.value.href)
    throw new IdpError("unusable", "It names another issuer than the one asked for.")
  for (const name of ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"] as const) {
    const checked = document[name] === undefined ? null : outwardUrl(document[name], rules)
    if (checked && !checked.ok) throw new IdpError("unusable", `Its ${name} ${checked.error}.`)
  }
  if (document.id_token_signing_alg_values_supported.length === 0)
    throw new IdpError("unusable", "It signs with nothing that can be checked.")
  return document
}

/** What to keep, and where to send the browser. @param again true asks for a new proof, however lately there was one */
export async function askToSignIn(
  provider: Discovered,
  oauthClientId: string,
  redirectUri: string,
  options: { readonly rules: OutwardRules; readonly hint?: string | undefined; readonly again?: boolean },
): Promise<{ readonly asked: Asked; readonly location: string }> {
  const verifier = oidc.randomPKCECodeVerifier()
  const asked = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier }
  const config = new oidc.Configuration(provider, oauthClientId)
  if (options.rules.loopback) oidc.allowInsecureRequests(config)
  const location = oidc.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirectUri, scope: "openid email profile" },
    ...{ state: asked.state, nonce: asked.nonce, code_challenge_method: "S256" },
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    ...(options.hint ? { login_hint: options.hint } : {}),
    ...(options.again ? { max_age: "0", prompt: "login" } : {}),
  })
  return { asked, location: location.href }
}

/**
 * Redeems the code a browser came back with and checks everything about the answer: state, issuer, audience, nonce, times
 * and the signature against the provider's published keys.
 *
 * @param callback the redirect URI with the query the browser brought
 * @throws IdpError
 */
export async function redeem(
  provider: Discovered,
  registration: Registration,
  callback: URL,
  asked: Asked,
  { rules, again }: { readonly rules: OutwardRules; readonly again: boolean },
): Promise<Claims> {
  const config = configure(provider, registration, rules)
  return guarded(async () => {
    const tokens = await oidc.authorizationCodeGrant(config, callback, {
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      pkceCodeVerifier: asked.verifier,
      idTokenExpected: true,
      // Not zero: the way back takes its time.
      ...(again ? { maxAge: 300 } : {}),
    })
    const token = tokens.claims()
    if (!token) throw new IdpError("unusable", "It sent no ID token.")
    const lacksEmail = token["email"] === undefined && provider.userinfo_endpoint !== undefined
    const more = lacksEmail ? await oidc.fetchUserInfo(config, tokens.access_token, token.sub) : {}
    const claims = readClaims({ ...more, ...token }, provider.issuer)
    if (!claims) throw new IdpError("unusable", "A claim in its ID token has the wrong form.")
    return claims
  })
}

/**
 * Finds out whether the provider knows the registration, with a code that cannot be right: who knows the client complains of
 * the code, who does not complains of the client.
 *
 * @returns null when the provider's complaint says neither
 */
export async function knowsRegistration(
  provider: Discovered,
  registration: Registration,
  redirectUri: string,
  rules: OutwardRules,
): Promise<boolean | null> {
  const callback = new URL(redirectUri)
  callback.searchParams.set("code", "portal-connection-test")
  callback.searchParams.set("iss", provider.issuer)
  try {
    await oidc.authorizationCodeGrant(configure(provider, registration, rules), callback, {
      pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
    })
  } catch (error) {
    if (error instanceof oidc.ResponseBodyError && error.error === "invalid_grant") return true
    if (error instanceof oidc.ResponseBodyError && /client/.test(error.error)) return false
    if (error instanceof oidc.WWWAuthenticateChallengeError) return false
  }
  return null
}

function configure(provider: Discovered, { oauthClientId, secret }: Registration, rules: OutwardRules) {
  const byPost = provider.token_endpoint_auth_methods_supported?.includes("client_secret_post") ?? false
  const auth = byPost ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret)
  const config = new oidc.Configuration(provider, oauthClientId, { client_secret: secret }, auth)
  config[oidc.customFetch] = (url, ask) => outwardFetch(url, ask as Parameters<typeof outwardFetch>[1], rules)
  config.timeout = waitSeconds
  // Without it the ID token would be believed because of the TLS it came through.
  oidc.enableNonRepudiationChecks(config)
  if (rules.loopback) oidc.allowInsecureRequests(config)
  return config
}
