import type { Permission } from "#app/kernel/permission.ts"

/** What a screen or an operation asks of whoever comes, in the words the expectations are computed from. */
export type Need =
  /** Nobody has to be signed in. */
  | { readonly kind: "open"; readonly why: string }
  /** Somebody signed in, whoever. */
  | { readonly kind: "signed-in" }
  /** Somebody of the provider's staff. */
  | { readonly kind: "staff" }
  /** A list: the needs together at one client at least. */
  | { readonly kind: "somewhere"; readonly needs: readonly Permission[] }
  /** One record, read through the reach of the needs: elsewhere it does not exist. */
  | { readonly kind: "read"; readonly needs: readonly Permission[] }
  /** One record, worked on: named as forbidden where grants cover it without the needs. */
  | { readonly kind: "write"; readonly needs: readonly Permission[] }
  /** The provider's own: the needs over all clients, or what `or` names. */
  | {
      readonly kind: "everywhere"
      readonly needs: readonly Permission[]
      readonly or?: readonly Permission[]
    }
  /** A client's people, within their own organisation: of Acme's where a record of Acme's is named. */
  | { readonly kind: "own" | "own-record"; readonly needs: readonly Permission[] }

/** What is sent: a form of a screen or the body of an operation, with `{name}` where an id belongs. */
type Sent = {
  readonly send?: Readonly<Record<string, string | readonly string[]>>
  readonly query?: string
  /** The body of an operation that holds more than text. */
  readonly body?: object
}
export type Declared = Need & Sent

/** Every path that answers a GET. A new one without a line here fails the test. */
export const screens: Readonly<Record<string, Declared>> = {
  "/": { kind: "signed-in" },
  "/sign-in": { kind: "open", why: "it is how one signs in" },
  "/events": { kind: "staff" },
  "/ops/queue": { kind: "somewhere", needs: ["alerts.read", "clients.read"] },
  "/ops/queue/rows": { kind: "somewhere", needs: ["alerts.read"] },
  "/ops/alerts/:alertId": { kind: "read", needs: ["alerts.read"] },
  "/ops/alerts/:alertId/facts": { kind: "read", needs: ["alerts.read"] },
  "/ops/incidents": { kind: "somewhere", needs: ["incidents.read"] },
  "/ops/incidents/:incidentId": { kind: "read", needs: ["incidents.read", "alerts.read"] },
  "/ops/suppressions": {
    kind: "somewhere",
    needs: ["suppressions.manage", "clients.read", "sources.read", "services.read"],
  },
  "/ops/suppressions/new": {
    kind: "somewhere",
    needs: ["suppressions.manage", "clients.read", "alerts.read", "sources.read", "services.read"],
  },
  "/ops/suppressions/windows/new": {
    kind: "somewhere",
    needs: ["suppressions.manage", "clients.read", "alerts.read", "sources.read", "services.read"],
  },
  "/ops/suppressions/windows/:windowId": {
    kind: "read",
    needs: ["suppressions.manage", "clients.read", "alerts.read", "sources.read", "services.read"],
  },
  "/ops/incidents/choices": {
    kind: "read",
    needs: ["incidents.read", "alerts.read"],
    query: "?incident={incidentId}",
  },
  "/ops/campaigns": { kind: "somewhere", needs: ["campaigns.work", "incidents.read"] },
  "/ops/campaigns/:campaignId": { kind: "read", needs: ["campaigns.work", "incidents.read"] },
  "/ops/noise": { kind: "somewhere", needs: ["alerts.read", "clients.read"] },
  "/ops/noise/export": { kind: "somewhere", needs: ["alerts.read", "clients.read"] },
  "/client/noise": { kind: "own", needs: ["own.read"] },
  "/client": { kind: "own", needs: ["own.read"] },
  "/client/incidents/:incidentId": { kind: "own-record", needs: ["own.read"] },
  "/account": { kind: "somewhere", needs: ["clients.read"] },
  "/admin": { kind: "somewhere", needs: ["sources.read", "clients.read"] },
  "/admin/sources/new": { kind: "somewhere", needs: ["sources.manage", "clients.read"] },
  "/admin/sources/:sourceId": { kind: "read", needs: ["sources.read", "clients.read"] },
  "/admin/sources/:sourceId/dedupe": { kind: "read", needs: ["sources.read", "clients.read"] },
  "/admin/rules": { kind: "everywhere", needs: ["rules.read"] },
  "/admin/rules/new": { kind: "everywhere", needs: ["rules.manage"] },
  "/admin/rules/:ruleId": { kind: "everywhere", needs: ["rules.manage"] },
  "/admin/shared": { kind: "everywhere", needs: ["sources.read", "clients.read"] },
  "/admin/unrouted": { kind: "everywhere", needs: ["unrouted.settle"] },
  "/admin/services": { kind: "somewhere", needs: ["services.read", "clients.read"] },
  "/admin/services/why": { kind: "somewhere", needs: ["services.read", "alerts.read"] },
  "/admin/sources/:sourceId/mapping": { kind: "read", needs: ["sources.read"] },
  "/admin/sources/:sourceId/quarantine": { kind: "read", needs: ["sources.read"] },
  "/admin/audit": { kind: "somewhere", needs: ["audit.read", "clients.read"] },
  "/admin/audit/export": {
    kind: "read",
    needs: ["audit.read", "clients.read"],
    query: "?chain={clientId}",
  },
  "/admin/mail": { kind: "everywhere", needs: ["mail.read"] },
  "/admin/mail/:mailId": { kind: "everywhere", needs: ["mail.read"] },
  "/admin/mail/:mailId/body": { kind: "everywhere", needs: ["mail.read"] },
  "/admin/tokens": { kind: "everywhere", needs: ["tokens.manage"] },
  "/admin/tokens/new": { kind: "everywhere", needs: ["tokens.manage"] },
  "/admin/roles": { kind: "everywhere", needs: ["people.read"] },
  "/admin/groups": { kind: "everywhere", needs: ["people.read"] },
  "/admin/people": { kind: "everywhere", needs: ["people.read"], or: ["client-people.manage"] },
  "/admin/people/:userId": { kind: "everywhere", needs: ["people.read"], or: ["client-people.manage"] },
  "/admin/security": { kind: "everywhere", needs: ["security.manage"] },
  "/admin/sso": { kind: "everywhere", needs: ["sso.manage"] },
  "/admin/sso/new": { kind: "everywhere", needs: ["sso.manage"] },
  "/admin/sso/:connectionId": { kind: "everywhere", needs: ["sso.manage"] },
  "/client/people": { kind: "own", needs: ["own.people"] },
  "/me": { kind: "signed-in" },
  "/me/second-factors": { kind: "signed-in" },
  "/account-link": { kind: "open", why: "a mailed link says who asks; the page itself shows nothing" },
  "/invitation": { kind: "open", why: "a mailed link says who asks; the page itself shows nothing" },
  "/sign-in/forgot": { kind: "open", why: "whoever forgot their password is not signed in" },
  "/sign-in/reset": { kind: "open", why: "a mailed link says who asks; the page itself shows nothing" },
  "/sign-in/code": { kind: "open", why: "for a session between two factors; sends everybody else away" },
  "/sign-in/enrol": { kind: "open", why: "for a session between two factors; sends everybody else away" },
  "/sso/start": { kind: "open", why: "it is how one signs in" },
  "/sso/callback/:connectionId": { kind: "open", why: "where providers send people back to" },
}

/** Every path that takes a post. */
export const posts: Readonly<Record<string, Declared>> = {
  "/ops/suppressions": {
    kind: "write",
    needs: ["suppressions.manage"],
    send: { act: "end", client: "{clientId}", rule: "{suppressionId}" },
  },
  "/ops/suppressions/new": {
    kind: "write",
    needs: ["suppressions.manage"],
    send: {
      ...{ act: "create", client: "{clientId}", name: "x", reason: "known", validSeconds: "3600" },
      ...{ "match.0.field": "title", "match.0.op": "is", "match.0.values": "none such" },
    },
  },
  "/ops/suppressions/windows/new": {
    kind: "write",
    needs: ["suppressions.manage"],
    query: "?client={clientId}",
    send: { act: "save" },
  },
  "/ops/suppressions/windows/:windowId": {
    kind: "read",
    needs: ["suppressions.manage"],
    send: { act: "save" },
  },
  "/admin/sources/new": {
    kind: "write",
    needs: ["sources.manage", "sources.read"],
    send: { client: "{clientId}", adapter: "generic", name: "" },
  },
  "/admin/sources/:sourceId": {
    kind: "write",
    needs: ["sources.manage", "sources.read"],
    send: { act: "resume" },
  },
  "/admin/sources/:sourceId/dedupe": {
    kind: "write",
    needs: ["sources.manage", "sources.read"],
    send: { act: "end-learning" },
  },
  "/admin/rules": { kind: "everywhere", needs: ["rules.manage"], send: { act: "up", rule: "{ruleId}" } },
  "/admin/rules/new": { kind: "everywhere", needs: ["rules.manage"] },
  "/admin/rules/:ruleId": { kind: "everywhere", needs: ["rules.manage"] },
  "/admin/rules/simulate": { kind: "everywhere", needs: ["rules.read", "alerts.read"] },
  "/admin/sources/:sourceId/mapping": {
    kind: "write",
    needs: ["sources.manage", "sources.read"],
    send: { act: "preview" },
  },
  "/admin/sources/:sourceId/subscription": {
    kind: "write",
    needs: ["sources.manage", "sources.read"],
    send: { act: "confirm" },
  },
  "/admin/sources/:sourceId/quarantine": {
    kind: "write",
    needs: ["sources.manage", "sources.read"],
    send: { act: "replay", choice: `{"kind":"reason","reason":"none such"}` },
  },
  "/admin/sources/preview": {
    kind: "somewhere",
    needs: ["sources.read"],
    send: { adapter: "generic", body: "{}" },
  },
  "/admin/shared": {
    kind: "everywhere",
    needs: ["sources.manage", "sources.read"],
    send: { act: "add", source: "{sourceId}", field: "", value: "", client: "{clientId}" },
  },
  "/admin/unrouted": {
    kind: "everywhere",
    needs: ["unrouted.settle"],
    send: { act: "assign", ids: "", source: "{sourceId}", client: "{clientId}" },
  },
  "/admin/services": {
    kind: "write",
    needs: ["services.manage", "services.read"],
    send: { act: "routing-reset", client: "{clientId}" },
  },
  "/admin/services/why": {
    kind: "somewhere",
    needs: ["services.read", "alerts.read"],
    send: { client: "{clientId}", alert: "", body: "" },
  },
  "/sign-in": { kind: "open", why: "it is how one signs in", send: { email: "x@x.example", password: "x" } },
  "/sign-in/code": { kind: "open", why: "for a session between two factors" },
  "/sign-in/enrol": { kind: "open", why: "for a session between two factors" },
  "/sign-in/passkey": { kind: "open", why: "to sign in anybody may be asked for a passkey" },
  "/sign-in/forgot": { kind: "open", why: "whoever forgot their password is not signed in" },
  "/sign-in/reset": { kind: "open", why: "a mailed link says who asks" },
  "/invitation": { kind: "open", why: "a mailed link says who asks" },
  "/account-link": { kind: "open", why: "a mailed link says who asks" },
  "/sso/start": { kind: "open", why: "it is how one signs in" },
  "/me": { kind: "signed-in", send: { act: "none" } },
  "/me/second-factors": { kind: "signed-in", send: { act: "none" } },
  "/client/people": {
    kind: "own",
    needs: ["own.people"],
    send: { act: "invite", email: "colleague@acme.example", name: "Col League", role: "viewer" },
  },
  "/admin/people": {
    kind: "everywhere",
    needs: ["people.manage"],
    send: {
      ...{ act: "invite-staff", email: "new@watch.example", name: "New", role: "billing" },
      ...{ discipline: "both", tier: "", scope: "all", expires: "" },
    },
  },
  "/admin/people/:userId": {
    kind: "everywhere",
    needs: ["client-people.manage"],
    send: { act: "end-sessions", whose: "{clientId}" },
  },
  "/admin/groups": { kind: "everywhere", needs: ["people.manage"], send: { act: "create", name: "North" } },
  "/admin/security": {
    kind: "everywhere",
    needs: ["security.manage"],
    send: {
      ...{ staffIdleMinutes: "60", staffAbsoluteMinutes: "1440" },
      ...{ clientIdleMinutes: "720", clientAbsoluteMinutes: "10080", factor: "none" },
    },
  },
  "/admin/sso/new": { kind: "everywhere", needs: ["sso.manage"], query: "?id={connectionId}" },
  "/admin/sso/:connectionId": { kind: "everywhere", needs: ["sso.manage"], send: { act: "enable" } },
  "/sign-out": { kind: "open", why: "ends the session of whoever has one" },
  "/theme": { kind: "open", why: "only sets a cookie", send: { theme: "dark" } },
  "/view-as": {
    kind: "write",
    needs: ["view-as.use"],
    send: { act: "start", client: "{clientId}", reason: "a question on the phone" },
  },
  "/ops/incidents/:incidentId": { kind: "write", needs: ["incidents.work"], send: { act: "acknowledge" } },
  "/ops/incidents/:incidentId/membership": {
    kind: "write",
    needs: ["incidents.work", "alerts.triage"],
    send: { act: "add", alerts: "{alertId}" },
  },
  "/ops/campaigns": {
    kind: "write",
    needs: ["campaigns.work", "incidents.read"],
    send: { act: "open", name: "x", incidents: "{incidentId}" },
  },
  "/ops/campaigns/:campaignId": {
    kind: "write",
    needs: ["campaigns.work", "incidents.read"],
    send: { act: "add", incidents: "{incidentId}" },
  },
  "/admin/audit": { kind: "somewhere", needs: ["audit.read", "clients.read"] },
  "/admin/mail/:mailId": { kind: "everywhere", needs: ["mail.resend"], send: { act: "resend" } },
  "/admin/tokens": { kind: "everywhere", needs: ["tokens.manage"], send: { id: "{tokenId}" } },
  "/admin/tokens/new": {
    kind: "everywhere",
    needs: ["tokens.manage"],
    send: { name: "x", role: "billing", permission: "clients.read", client: "", expires: "30" },
  },
}

/** Every operation of the REST API, by its id. */
export const calls: Readonly<Record<string, Declared>> = {
  listClients: { kind: "somewhere", needs: ["clients.read"] },
  createClient: { kind: "everywhere", needs: ["clients.manage"], send: { name: "New" } },
  readClient: { kind: "read", needs: ["clients.read"] },
  updateClient: { kind: "write", needs: ["clients.manage"], send: { name: "Acme" } },
  listSources: { kind: "read", needs: ["sources.read", "clients.read"] },
  createSource: { kind: "write", needs: ["sources.manage", "sources.read"], send: { adapter: "generic" } },
  readSource: { kind: "write", needs: ["sources.read"] },
  updateSource: { kind: "write", needs: ["sources.manage", "sources.read"], send: { name: "Renamed" } },
  rotateSource: { kind: "write", needs: ["sources.manage", "sources.read"] },
  deleteSource: { kind: "write", needs: ["sources.manage", "sources.read"] },
  listSuppressions: { kind: "read", needs: ["suppressions.manage", "clients.read"] },
  createSuppression: {
    kind: "write",
    needs: ["suppressions.manage"],
    body: {
      ...{ name: "x", reason: "known", validSeconds: 3600 },
      matcher: { conditions: [{ field: "title", op: "is", values: ["none such"] }] },
    },
  },
  endSuppression: { kind: "write", needs: ["suppressions.manage"] },
  listMaintenance: { kind: "read", needs: ["suppressions.manage", "clients.read"] },
  createMaintenance: {
    kind: "write",
    needs: ["suppressions.manage"],
    body: {
      ...{ title: "x", reason: "change", timeZone: "UTC", scope: { kind: "client" } },
      ...{ startsAt: "2098-01-01T10:00:00Z", endsAt: "2098-01-01T11:00:00Z" },
    },
  },
  cancelMaintenance: { kind: "write", needs: ["suppressions.manage"] },
  listServices: { kind: "read", needs: ["services.read", "clients.read"] },
  createService: { kind: "write", needs: ["services.manage", "services.read"], send: { name: "Shop" } },
  changeService: { kind: "write", needs: ["services.manage", "services.read"], send: { description: "x" } },
  archiveService: { kind: "write", needs: ["services.manage", "services.read"] },
  listAssets: { kind: "read", needs: ["services.read", "clients.read"] },
  createAsset: { kind: "write", needs: ["services.manage", "services.read"], send: { name: "db-1" } },
  changeAsset: { kind: "write", needs: ["services.manage", "services.read"], send: { kind: "host" } },
  archiveAsset: { kind: "write", needs: ["services.manage", "services.read"] },
  importAssets: { kind: "write", needs: ["services.manage", "services.read"], send: { csv: "name\ndb-2" } },
  readRouting: { kind: "read", needs: ["services.read"] },
  changeRouting: { kind: "write", needs: ["services.manage", "services.read"], body: { policy: null } },
  createSharedSource: {
    kind: "everywhere",
    needs: ["sources.manage", "sources.read"],
    send: { adapter: "generic" },
  },
  listMapEntries: { kind: "everywhere", needs: ["sources.read"] },
  addMapEntry: {
    kind: "everywhere",
    needs: ["sources.manage", "sources.read"],
    send: { field: "asset", value: "x", client: "{clientId}" },
  },
  removeMapEntry: { kind: "everywhere", needs: ["sources.manage", "sources.read"] },
  listUnrouted: { kind: "everywhere", needs: ["unrouted.settle"] },
  assignUnrouted: {
    kind: "everywhere",
    needs: ["unrouted.settle", "sources.manage", "sources.read"],
    body: { ids: ["{alertId}"], source: "{sharedSourceId}", client: "{clientId}" },
  },
  dismissUnrouted: {
    kind: "everywhere",
    needs: ["unrouted.settle"],
    body: { ids: ["{alertId}"], reason: "none of ours" },
  },
  listAlerts: { kind: "somewhere", needs: ["alerts.read"] },
  readAlert: { kind: "read", needs: ["alerts.read"] },
  closeAlert: {
    kind: "write",
    needs: ["alerts.triage", "alerts.read"],
    send: { disposition: "informational" },
  },
  readReceipt: { kind: "read", needs: ["alerts.read"] },
  listIncidents: { kind: "somewhere", needs: ["incidents.read"] },
  createIncident: {
    kind: "write",
    needs: ["incidents.work", "incidents.read"],
    send: { client: "{clientId}", title: "x" },
  },
  readIncident: { kind: "read", needs: ["incidents.read"] },
  listIncidentClocks: { kind: "read", needs: ["incidents.read"] },
  acknowledgeIncident: { kind: "write", needs: ["incidents.work", "incidents.read"] },
  noteIncident: { kind: "write", needs: ["incidents.work", "incidents.read"], send: { text: "x" } },
  resolveIncident: { kind: "write", needs: ["incidents.work", "incidents.read"] },
  reopenIncident: { kind: "write", needs: ["incidents.work", "incidents.read"] },
  mergeIncidents: {
    kind: "write",
    needs: ["incidents.work", "incidents.read"],
    send: { incidents: ["{incidentId}"] },
  },
  splitIncident: {
    kind: "write",
    needs: ["incidents.work", "incidents.read"],
    send: { alerts: ["{alertId}"] },
  },
  addAlerts: {
    kind: "write",
    needs: ["alerts.triage", "incidents.work", "incidents.read"],
    send: { alerts: ["{alertId}"] },
  },
  releaseAlerts: {
    kind: "write",
    needs: ["alerts.triage", "incidents.work", "incidents.read"],
    send: { alerts: ["{alertId}"] },
  },
  approveCandidate: { kind: "write", needs: ["incidents.work", "incidents.read"] },
  dismissCandidate: {
    kind: "write",
    needs: ["alerts.triage", "incidents.work", "incidents.read"],
    send: { reason: "x" },
  },
  listAudit: { kind: "somewhere", needs: ["audit.read"] },
}

/** What the matrix does not ask, and who does. The number of lines may only fall. */
export const exemptions: Readonly<Record<string, string>> = {
  "/api/v1/*": "its operations are asked one by one",
  "/sign-in/step-up":
    "asks whoever is signed in for a proof, and refuses a wrong one: asked by the tests of factors",
  "/ops/queue/verdict": "answers for each alert by itself: asked by a test of its own in the same file",
}
export const exemptionsAtMost = 3
