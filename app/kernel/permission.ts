/** Everything somebody can be allowed to do. Closed: a new power is a new line here and in the role table. */
export const permissions = [
  "alerts.read",
  "alerts.triage",
  "incidents.read",
  "incidents.work",
  "clients.read",
  "clients.manage",
  "sources.read",
  "sources.manage",
  "audit.read",
  "mail.read",
  "mail.resend",
  "sso.manage",
  "own.read",
  "own.reply",
] as const
export type Permission = (typeof permissions)[number]

export const providerRoles = ["analyst", "lead", "account", "billing", "admin"] as const
export const clientRoles = ["manager", "responder", "viewer", "billing"] as const
export type ProviderRole = (typeof providerRoles)[number]
export type ClientRole = (typeof clientRoles)[number]

const watch = [
  "alerts.read",
  "alerts.triage",
  "incidents.read",
  "incidents.work",
  "clients.read",
  "sources.read",
] as const

/** What each role of the provider's staff may do. */
export const providerGrants = {
  analyst: watch,
  lead: [...watch, "sources.manage", "audit.read"],
  account: ["clients.read", "clients.manage", "incidents.read"],
  billing: ["clients.read"],
  admin: [
    ...watch,
    "clients.manage",
    "sources.manage",
    "audit.read",
    "mail.read",
    "mail.resend",
    "sso.manage",
  ],
} as const satisfies Record<ProviderRole, readonly Permission[]>

/** What each role of a client's people may do, always within their own organisation. */
export const clientGrants = {
  manager: ["own.read", "own.reply"],
  responder: ["own.read", "own.reply"],
  viewer: ["own.read"],
  billing: [],
} as const satisfies Record<ClientRole, readonly Permission[]>
