import { index, layout, prefix, route, type RouteConfig } from "@react-router/dev/routes"

/** Every URL of the product. Machine doors outside React Router: /ingest/v1, /healthz, /readyz, /metrics. */
export default [
  index("routes/shared/start.tsx"),
  route("sign-in", "routes/sign-in/sign-in.tsx"),
  route("sign-out", "routes/sign-in/sign-out.ts"),
  route("sso/start", "routes/sign-in/sso-start.tsx"),
  route("sso/callback/:connectionId", "routes/sign-in/sso-callback.tsx"),
  route("theme", "routes/shared/theme.ts"),
  route("events", "routes/shared/events.ts"),

  ...prefix("ops", [
    layout("routes/ops/layout.tsx", [
      route("queue", "routes/ops/queue/queue.tsx"),
      route("alerts/:alertId", "routes/ops/alert/alert.tsx"),
      route("incidents", "routes/ops/incidents/incidents.tsx"),
      route("incidents/:incidentId", "routes/ops/incident/incident.tsx"),
    ]),
    route("queue/rows", "routes/ops/queue/rows.ts"),
    route("queue/verdict", "routes/ops/queue/verdict.ts"),
    route("alerts/:alertId/facts", "routes/ops/alert/facts.ts"),
  ]),

  ...prefix("client", [
    layout("routes/client/layout.tsx", [
      index("routes/client/home.tsx"),
      route("incidents/:incidentId", "routes/client/incident.tsx"),
    ]),
  ]),
  ...prefix("account", [layout("routes/account/layout.tsx", [index("routes/account/clients.tsx")])]),
  ...prefix("admin", [
    layout("routes/admin/layout.tsx", [
      index("routes/admin/sources.tsx"),
      route("audit", "routes/admin/audit/audit.tsx"),
      route("mail", "routes/admin/mail/mails.tsx"),
      route("mail/:mailId", "routes/admin/mail/mail.tsx"),
      route("sso", "routes/admin/sso/connections.tsx"),
      route("sso/new", "routes/admin/sso/new.tsx"),
      route("sso/:connectionId", "routes/admin/sso/connection.tsx"),
    ]),
    route("audit/export", "routes/admin/audit/export.ts"),
    route("mail/:mailId/body", "routes/admin/mail/body.ts"),
  ]),

  route("api/v1/*", "routes/api/dispatch.ts"),
] satisfies RouteConfig
