/** Everything somebody can be allowed to do, and what that is. Closed: a new power is a new line here and in the table of roles. */
export const permissionMeaning = {
  "alerts.read": "Read alerts and the evidence behind them",
  "alerts.triage": "Take, raise and close alerts",
  "incidents.read": "Read incidents, both lanes, and their clocks",
  "incidents.work": "Work on incidents: acknowledge, note, share, resolve",
  "incidents.restricted": "Read and mark security incidents that only who needs to know may read",
  "containment.approve": "Approve containments that one's own team is asked to carry out",
  "findings.approve": "Approve or refuse the wish of somebody else to live with a vulnerability",
  "clients.read": "See which clients there are",
  "clients.manage": "Change a client; over all clients also add one",
  "sources.read": "See the feeds of a client",
  "sources.manage": "Add, rotate and end the feeds of a client",
  "suppressions.manage": "Keep alerts out of the queue: suppression rules and maintenance windows",
  "services.read": "See a client's services, assets and routing",
  "services.manage": "Change a client's services, assets and routing",
  "sla.read": "See what clients were promised and how it is kept",
  "sla.manage": "Change SLA policies and calendars, and which holds for a client",
  "sla.exclude": "Ask for time to be left out of an SLA result, or for a stop to be put right",
  "sla.approve":
    "Approve or refuse what somebody else asked to be left out or put right, and settle disputes",
  "rules.read": "See the correlation rules",
  "rules.manage": "Change how alerts become incidents, for every client",
  "campaigns.work": "Link incidents of several clients in a campaign",
  "unrouted.settle": "Say which client an event of a shared source belongs to",
  "audit.read": "Read, export and check the audit; over all clients also the provider's own",
  "mail.read": "Read the outbox",
  "mail.resend": "Send mails again, drop them, see their links",
  "people.read": "See the provider's people, their grants and invitations",
  "people.manage": "Invite, change and disable the provider's people, give and take grants",
  "client-people.manage": "Invite, change and disable a client's people on its behalf",
  "security.manage": "Change how long sessions last and what signing in asks for",
  "sso.manage": "Connect and change single sign-on",
  "tokens.manage": "Make and revoke API tokens",
  "view-as.use": "Look at a client's portal as its manager sees it, with a reason, for half an hour",
  "own.read": "Read what the provider shared with one's own organisation",
  "own.reply": "Answer and report for one's own organisation",
  "own.people": "Invite, change and disable the people of one's own organisation",
} as const satisfies Readonly<Record<string, string>>

export type Permission = keyof typeof permissionMeaning
export const permissions = Object.keys(permissionMeaning) as readonly Permission[]

/** What a grant's discipline limits. Reading covers both, but of what is need to know. */
export const workPermissions: ReadonlySet<Permission> = new Set([
  "alerts.triage",
  "incidents.work",
  "incidents.restricted",
  "containment.approve",
])

export const providerRoles = ["analyst", "lead", "account", "billing", "admin"] as const
export const clientRoles = ["manager", "responder", "viewer", "billing"] as const
export type ProviderRole = (typeof providerRoles)[number]
export type ClientRole = (typeof clientRoles)[number]

const watch = [
  "alerts.read",
  "alerts.triage",
  "incidents.read",
  "incidents.work",
  "incidents.restricted",
  "clients.read",
  "sources.read",
  "suppressions.manage",
  "services.read",
  "rules.read",
  "campaigns.work",
  "sla.read",
  "sla.exclude",
] as const

/**
 * The table of roles: what each may do, the provider's where their grants cover and a client's people within their own
 * organisation. Guards, the page that prints it and the tests read this one.
 */
export const roleTable = {
  provider: {
    analyst: watch,
    lead: [
      ...watch,
      "containment.approve",
      "findings.approve",
      "sources.manage",
      "services.manage",
      "rules.manage",
      "unrouted.settle",
      "sla.manage",
      "sla.approve",
      "audit.read",
      "people.read",
    ],
    account: [
      "clients.read",
      "clients.manage",
      "incidents.read",
      "services.read",
      "sla.read",
      "sla.approve",
      "client-people.manage",
      "view-as.use",
    ],
    billing: ["clients.read"],
    admin: [
      ...watch,
      "containment.approve",
      "findings.approve",
      "clients.manage",
      "sources.manage",
      "services.manage",
      "rules.manage",
      "unrouted.settle",
      "sla.manage",
      "sla.approve",
      "audit.read",
      "mail.read",
      "mail.resend",
      "people.read",
      "people.manage",
      "client-people.manage",
      "security.manage",
      "sso.manage",
      "tokens.manage",
      "view-as.use",
    ],
  },
  client: {
    manager: ["own.read", "own.reply", "own.people"],
    responder: ["own.read", "own.reply"],
    viewer: ["own.read"],
    billing: [],
  },
} as const satisfies {
  readonly provider: Record<ProviderRole, readonly Permission[]>
  readonly client: Record<ClientRole, readonly Permission[]>
}

/** What a role of the provider may do; nothing for one the table does not know. */
export function permissionsOfRole(role: string): readonly Permission[] {
  const known = providerRoles.find((r) => r === role)
  return known ? roleTable.provider[known] : []
}

/** What a role of a client's people may do; nothing for one the table does not know. */
export function permissionsOfClientRole(role: string | null): readonly Permission[] {
  const known = clientRoles.find((r) => r === role)
  return known ? roleTable.client[known] : []
}

const ofProvider = new Set<Permission>(providerRoles.flatMap(permissionsOfRole))

/** What staff can be allowed at all, in the order of the list. */
export const providerPermissions: readonly Permission[] = permissions.filter((p) => ofProvider.has(p))
