import type { Declared } from "./need.ts"

/** Every path that takes a post. */
export const posts: Readonly<Record<string, Declared>> = {
  "/ops/findings": {
    kind: "write",
    needs: ["alerts.triage"],
    send: { act: "settle", as: "mitigated", note: "x", finding: "{findingId}" },
  },
  "/ops/findings/:findingId": {
    kind: "write",
    needs: ["alerts.triage"],
    send: { act: "settle", as: "mitigated", note: "x" },
  },
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
    send: { delivery: "none" },
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
  "/admin/sla": {
    kind: "write",
    needs: ["sla.manage"],
    send: { act: "end", client: "{clientId}", policy: "{policyId}" },
  },
  "/admin/sla/calendars/new": { kind: "everywhere", needs: ["sla.manage"] },
  "/admin/sla/calendars/:calendarId": { kind: "everywhere", needs: ["sla.manage"] },
  "/admin/sla/calendars/picture": { kind: "everywhere", needs: ["sla.read"], send: { zone: "UTC" } },
  "/admin/sla/policies/new": { kind: "everywhere", needs: ["sla.manage"] },
  "/admin/sla/policies/:policyId": {
    kind: "everywhere",
    needs: ["sla.manage", "sla.read"],
    send: { act: "bind", client: "{clientId}" },
  },
  "/admin/sla/policies/preview": {
    kind: "everywhere",
    needs: ["sla.read", "clients.read"],
    send: { act: "bind", policyId: "{policyId}", client: "{clientId}" },
  },
  "/admin/sla/past": {
    kind: "everywhere",
    needs: ["sla.read", "clients.read"],
    send: { policy: "{policyId}" },
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
  "/ops/incidents/:incidentId/course": {
    kind: "write",
    needs: ["incidents.work", "incidents.read"],
    send: { act: "release" },
  },
  "/ops/handoffs/:handoffId": { kind: "write", needs: ["incidents.work"], send: { act: "accept" } },
  "/client/incidents/:incidentId": {
    kind: "own-record",
    needs: ["own.reply"],
    send: { act: "reply", text: "We rebooted it." },
  },
  "/ops/sla/clocks/:clockId": {
    kind: "write",
    needs: ["sla.exclude"],
    send: { act: "request", kind: "third_party", minutes: "", reason: "their line was down" },
  },
  "/ops/sla/clocks/:clockId/stop": {
    kind: "write",
    needs: ["sla.exclude", "clients.read"],
    send: { act: "correct", stoppedAt: "2026-03-02T10:05:00", reason: "logged late", evidence: "call 7" },
  },
  "/client/performance": {
    kind: "own-record",
    needs: ["own.reply"],
    send: { exclusion: "{exclusionId}", reason: "it was not ours" },
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
