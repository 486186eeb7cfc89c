import { index, layout, prefix, route, type RouteConfig } from "@react-router/dev/routes"

/** Every URL of the product. Machine doors outside React Router: /ingest/v1, /healthz, /readyz, /metrics. */
export default [
  index("routes/shared/start.tsx"),
  route("sign-in", "routes/sign-in/sign-in.tsx"),
  route("sign-in/forgot", "routes/sign-in/forgot.tsx"),
  route("sign-in/reset", "routes/sign-in/reset.tsx"),
  route("invitation", "routes/sign-in/invitation.tsx"),
  route("account-link", "routes/sign-in/account-link.tsx"),
  route("sign-in/code", "routes/sign-in/code.tsx"),
  route("sign-in/enrol", "routes/sign-in/enrol.tsx"),
  route("sign-in/step-up", "routes/sign-in/step-up.tsx"),
  route("sign-in/passkey", "routes/sign-in/passkey.ts"),
  route("sign-out", "routes/sign-in/sign-out.ts"),
  route("sso/start", "routes/sign-in/sso-start.tsx"),
  route("sso/callback/:connectionId", "routes/sign-in/sso-callback.tsx"),
  route("theme", "routes/shared/theme.ts"),
  route("events", "routes/shared/events.ts"),
  route("view-as", "routes/shared/view-as.ts"),

  ...prefix("ops", [
    layout("routes/ops/layout.tsx", [
      route("queue", "routes/ops/queue/queue.tsx"),
      route("alerts/:alertId", "routes/ops/alert/alert.tsx"),
      route("incidents", "routes/ops/incidents/incidents.tsx"),
      route("incidents/:incidentId", "routes/ops/incident/incident.tsx"),
      route("noise", "routes/ops/noise/noise.tsx"),
    ]),
    route("noise/export", "routes/ops/noise/export.ts"),
    route("queue/rows", "routes/ops/queue/rows.ts"),
    route("queue/verdict", "routes/ops/queue/verdict.ts"),
    route("alerts/:alertId/facts", "routes/ops/alert/facts.ts"),
  ]),

  ...prefix("client", [
    layout("routes/client/layout.tsx", [
      index("routes/client/home.tsx"),
      route("incidents/:incidentId", "routes/client/incident.tsx"),
      route("people", "routes/client/people.tsx"),
      route("noise", "routes/client/noise.tsx"),
    ]),
  ]),
  ...prefix("account", [layout("routes/account/layout.tsx", [index("routes/account/clients.tsx")])]),
  ...prefix("admin", [
    layout("routes/admin/layout.tsx", [
      index("routes/admin/sources/sources.tsx"),
      route("sources/new", "routes/admin/sources/new-source.tsx"),
      route("sources/:sourceId", "routes/admin/sources/source.tsx"),
      route("audit", "routes/admin/audit/audit.tsx"),
      route("tokens", "routes/admin/tokens/tokens.tsx"),
      route("tokens/new", "routes/admin/tokens/new-token.tsx"),
      route("roles", "routes/admin/roles/roles.tsx"),
      route("people", "routes/admin/people/people.tsx"),
      route("people/:userId", "routes/admin/people/person.tsx"),
      route("groups", "routes/admin/groups.tsx"),
      route("security", "routes/admin/security/security.tsx"),
      route("mail", "routes/admin/mail/mails.tsx"),
      route("mail/:mailId", "routes/admin/mail/mail.tsx"),
      route("sso", "routes/admin/sso/connections.tsx"),
      route("sso/new", "routes/admin/sso/new.tsx"),
      route("sso/:connectionId", "routes/admin/sso/connection.tsx"),
    ]),
    route("sources/preview", "routes/admin/sources/preview.ts"),
    route("audit/export", "routes/admin/audit/export.ts"),
    route("mail/:mailId/body", "routes/admin/mail/body.ts"),
  ]),

  ...prefix("me", [
    layout("routes/me/layout.tsx", [
      index("routes/me/me.tsx"),
      route("second-factors", "routes/me/second-factors.tsx"),
    ]),
  ]),

  route("api/v1/*", "routes/api/dispatch.ts"),
] satisfies RouteConfig
