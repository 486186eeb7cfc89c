import { createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from "node:crypto"
import { createServer, type Server } from "node:http"
import Provider, { type Configuration, type JWK } from "oidc-provider"

/** Who the provider says is in front of the browser. */
export type IdpPerson = {
  readonly sub: string
  readonly email?: string
  readonly emailVerified?: boolean
  readonly amr?: readonly string[]
}

export type IdentityProvider = {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  /** Signs in whoever comes next, without a question; null says no. */
  person: IdpPerson | null
  /** Changes each ID token on its way out. */
  tamper: ((token: string) => string) | null
  /** Another answer in place of the provider's own, by path. */
  readonly instead: Map<string, { readonly status: number; readonly body: string; readonly headers?: object }>
  /** What was asked of it: "POST /token". */
  readonly asked: string[]
  readonly registerRedirect: (uri: string) => void
  readonly stop: () => Promise<void>
}

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
const keyOfProvider = { ...privateKey.export({ format: "jwk" }), kid: "the-key", use: "sig", alg: "RS256" }

/** A real OpenID provider (oidc-provider) on this machine, on a port of its own. */
export async function startIdentityProvider(port = 0): Promise<IdentityProvider> {
  let answer: Parameters<typeof createServer>[1] = () => {}
  const server = createServer((request, response) => answer?.(request, response))
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`
  const redirects = new Set<string>()
  const idp: IdentityProvider = {
    ...{ issuer, clientId: "watchfloor", secret: "a-secret-of-the-test-provider" },
    ...{ person: null, tamper: null, instead: new Map(), asked: [] },
    registerRedirect: (uri) => void redirects.add(uri),
    stop: () => stop(server),
  }
  const provider = new Provider(issuer, configurationOf(idp))
  // Connections are made while it runs: what is registered is asked anew each time.
  Object.assign(provider.Client.prototype, { redirectUriAllowed: (uri: string) => redirects.has(uri) })
  provider.use(async (context, next) => {
    await next()
    const body = context.body as { id_token?: string } | undefined
    if (context.path !== "/token" || !body?.id_token) return
    const amr = idp.person?.amr
    if (amr) body.id_token = forge(body.id_token, (claims) => ({ ...claims, amr }))
    if (idp.tamper) body.id_token = idp.tamper(body.id_token)
  })
  const own = provider.callback()
  answer = (request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/"
    idp.asked.push(`${request.method} ${path}`)
    const other = idp.instead.get(path)
    if (other) {
      response.writeHead(other.status, { "content-type": "application/json", ...other.headers })
      response.end(other.body)
    } else if (path.startsWith("/interaction/"))
      void decide(provider, idp, request, response).catch(() => response.writeHead(500).end())
    else void own(request, response)
  }
  return idp
}

function configurationOf(idp: IdentityProvider): Configuration {
  return {
    clients: [
      {
        ...{ client_id: idp.clientId, client_secret: idp.secret, response_types: ["code"] },
        ...{ redirect_uris: ["http://localhost/never"], grant_types: ["authorization_code"] },
      },
    ],
    jwks: { keys: [keyOfProvider as JWK] },
    cookies: { keys: ["cookies of the test provider"] },
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => {
        const { email, emailVerified = true } = idp.person ?? {}
        return { sub, ...(email ? { email, email_verified: emailVerified } : {}) }
      },
    }),
    ttl: { Session: 1, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  }
}

type Decide = Parameters<Provider["interactionFinished"]>

/** Says yes to everything for the person of the moment. */
async function decide(provider: Provider, idp: IdentityProvider, request: Decide[0], response: Decide[1]) {
  const { params } = await provider.interactionDetails(request, response)
  const { person } = idp
  if (!person) {
    const result = { error: "access_denied", error_description: "<b>said no</b>" }
    return provider.interactionFinished(request, response, result)
  }
  const grant = new provider.Grant({ accountId: person.sub, clientId: String(params["client_id"]) })
  grant.addOIDCScope(String(params["scope"]))
  const login = { accountId: person.sub, remember: false }
  return provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } })
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** An ID token like the given one with other claims, signed by the provider's own key, another key, or by nobody. */
export function forge(
  token: string,
  change: (claims: Record<string, unknown>) => Record<string, unknown>,
  by: "own" | "other" | "none" = "own",
): string {
  const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >
  const header = { alg: by === "none" ? "none" : "RS256", typ: "JWT", kid: "the-key" }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const text = `${encode(header)}.${encode(change(payload))}`
  if (by === "none") return `${text}.`
  const key =
    by === "own"
      ? createPrivateKey({ key: keyOfProvider as JsonWebKey, format: "jwk" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`
}
