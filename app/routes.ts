import { index, layout, prefix, route, type RouteConfig } from "@react-router/dev/routes"

/** Every URL of the product. Machine doors outside React Router: /ingest/v1, /healthz, /readyz, /metrics. */
export default [
  index("routes/shared/start.tsx"),
  route("sign-in", "routes/sign-in/sign-in.tsx"),
  route("sign-out", "routes/sign-in/sign-out.ts"),
  route("theme", "routes/shared/theme.ts"),
  route("events", "routes/shared/events.ts"),
  route("view-as", "routes/shared/view-as.ts"),

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
      index("routes/admin/sources/sources.tsx"),
      route("sources/new", "routes/admin/sources/new-source.tsx"),
      route("sources/:sourceId", "routes/admin/sources/source.tsx"),
      route("audit", "routes/admin/audit/audit.tsx"),
      route("tokens", "routes/admin/tokens/tokens.tsx"),
      route("tokens/new", "routes/admin/tokens/new-token.tsx"),
      route("roles", "routes/admin/roles/roles.tsx"),
      route("mail", "routes/admin/mail/mails.tsx"),
      route("mail/:mailId", "routes/admin/mail/mail.tsx"),
    ]),
    route("sources/preview", "routes/admin/sources/preview.ts"),
    route("audit/export", "routes/admin/audit/export.ts"),
    route("mail/:mailId/body", "routes/admin/mail/body.ts"),
  ]),

  route("api/v1/*", "routes/api/dispatch.ts"),
] satisfies RouteConfig
