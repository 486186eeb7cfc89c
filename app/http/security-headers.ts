/** What the answers' headers depend on. */
export type Reached = {
  /** True where people reach the portal over https. */
  readonly https: boolean
  /** The Host header of the request, if it has one. */
  readonly host: string | undefined
}

/** Where browsers tell of what a policy stopped. */
export const reportPath = "/csp-report"

/** For everything that is no page of ours: opened by itself it may load, run, send and be framed by nothing. */
export const answerPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

const twoYearsSeconds = 63_072_000

/** Powers of a browser no page of ours uses; passkeys and the clipboard are for ourselves alone. */
const denied = [
  "accelerometer",
  "autoplay",
  "bluetooth",
  "camera",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "serial",
  "usb",
  "web-share",
  "xr-spatial-tracking",
]
const ownAlone = [
  "clipboard-write",
  "fullscreen",
  "publickey-credentials-create",
  "publickey-credentials-get",
]
const permissionsPolicy = [
  ...denied.map((power) => `${power}=()`),
  ...ownAlone.map((power) => `${power}=(self)`),
].join(", ")

/**
 * The headers every answer of every door starts with. Pages replace the policy by their own, `pagePolicy`; hashed files
 * and nothing else may be kept by caches.
 */
export function securityHeaders({ https, host }: Reached): Readonly<Record<string, string>> {
  return {
    "content-security-policy": answerPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": https || isLoopback(host) ? "no-referrer" : "same-origin",
    "permissions-policy": permissionsPolicy,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    ...(https
      ? {
          "strict-transport-security": `max-age=${twoYearsSeconds}; includeSubDomains`,
          "reporting-endpoints": `csp="${reportPath}"`,
        }
      : {}),
  }
}

/**
 * The policy of a page: our files and our nonce run, nothing else does, inline or elsewhere.
 *
 * Over https browsers report through the Reporting API; without it that API does not exist, and the older way is used.
 *
 * @param nonce base64, new for each answer
 */
export function pagePolicy(
  nonce: string,
  { https, dev }: { readonly https: boolean; readonly dev: boolean },
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${reportPath}`,
    ...(https ? ["report-to csp"] : []),
  ].join("; ")
}

/**
 * Under `no-referrer` a form's Origin is "null", and over plain http a browser says of the request's site nothing else,
 * unless the host is its own machine. There `same-origin` keeps the origin check able to see.
 */
function isLoopback(host: string | undefined): boolean {
  return host === undefined || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host)
}
