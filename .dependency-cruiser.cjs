/** Who may import whom: section "The tree" of the decisions. Checked on sources read by swc; see tests/checks. */
const only = (name, comment, from, to) => ({ name, comment, severity: "error", from, to })

module.exports = {
  forbidden: [
    only("no-circular", "Two files that want each other hide a third concept.", {}, { circular: true }),
    only(
      "kernel-is-a-leaf",
      "The kernel imports its siblings and Temporal alone.",
      { path: "^app/kernel/", pathNot: "\\.test\\.ts$" },
      { pathNot: ["^app/kernel/", "temporal-polyfill", "^node:", "^crypto$"] },
    ),
    only(
      "db-knows-the-kernel-alone",
      "",
      { path: "^db/" },
      { path: ["^app/(?!kernel/)", "^workers/", "^emails/"] },
    ),
    only(
      "domain-is-below",
      "The domain knows no screen, no HTTP and no vendor.",
      { path: "^app/domain/" },
      {
        path: [
          "^app/(?!domain/|kernel/)",
          "^workers/",
          "^emails/",
          "node_modules/(react|react-dom|react-router)/",
        ],
      },
    ),
    only(
      "auth-and-http-are-below-routes",
      "",
      { path: "^app/(auth|http|live|mail|gateways)/" },
      { path: ["^app/routes/", "^workers/"] },
    ),
    only(
      "emails-are-pure",
      "A template makes words of props: it knows the kernel and no row.",
      { path: "^emails/", pathNot: "\\.test\\.ts$" },
      {
        path: [
          "^app/(?!kernel/)",
          "^db/",
          "^workers/",
          "node_modules/(?!react/|react-email/|temporal-polyfill/|@types/react/)",
        ],
      },
    ),
    only(
      "react-email-in-one-file",
      "",
      { pathNot: "^emails/paint-html\\.ts$" },
      { path: "node_modules/react-email/" },
    ),
    only(
      "nodemailer-in-one-file",
      "",
      { pathNot: "^app/gateways/smtp\\.server\\.ts$" },
      { path: "node_modules/nodemailer/" },
    ),
    only(
      "gateways-are-for-the-edge",
      "Whoever writes a mail puts it into the outbox; only a worker speaks to the outside, and single sign-on, whose person waits.",
      { path: "^(app|db|emails)/", pathNot: "^app/(gateways|http|auth/sso)/" },
      { path: "^app/gateways/" },
    ),
    only(
      "openid-client-in-the-gateway",
      "",
      { pathNot: "^app/gateways/openid" },
      { path: "node_modules/(openid-client|oauth4webapi)/" },
    ),
    only(
      "sso-store-is-private",
      "",
      { pathNot: "^app/auth/sso/" },
      { path: "^app/auth/sso/[a-z.]*store\\.server\\.ts$" },
    ),
    only("mail-store-is-private", "", { pathNot: "^app/mail/" }, { path: "^app/mail/store\\.server\\.ts$" }),
    only(
      "provider-door-is-opened-by-guards",
      "",
      { pathNot: "^(app/auth/guards\\.server|workers/seed/promises)\\.ts$" },
      { path: "^db/provider-door\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "ui-knows-no-feature",
      "Parts of the design system know the words of the kernel, severity and matchers at most.",
      { path: "^app/ui/", pathNot: "\\.test\\.ts$" },
      {
        path: [
          "^app/(?!ui/|domain/alerts/severity|domain/matching/(field-words|matcher-rows)|http/theme)",
          "^db/",
          "^workers/",
        ],
      },
    ),
    only("routes-know-no-worker", "", { path: "^app/" }, { path: "^workers/" }),
    only(
      "store-is-private",
      "Features meet through verbs, not through each other's SQL.",
      { path: "^app/domain/([^/]+)/" },
      { path: "^app/domain/([^/]+)/[a-z.]*store\\.server\\.ts$", pathNot: "^app/domain/$1/" },
    ),
    only(
      "store-is-not-for-callers",
      "",
      { path: "^(app/(routes|http|live|ui)|workers)/" },
      { path: "^app/domain/[^/]+/[a-z.]*store\\.server\\.ts$" },
    ),
    only(
      "sql-stays-in-stores",
      "Drizzle is spoken in db/ and in stores and reads.",
      {
        pathNot: [
          "^db/",
          "store\\.server\\.ts$",
          "read\\.server\\.ts$",
          "^workers/pipeline/store/",
          "^workers/sla/store\\.ts$",
          "\\.config\\.ts$",
        ],
      },
      { path: "node_modules/drizzle-orm/" },
    ),
    only(
      "scopes-are-minted-in-few-places",
      "",
      { path: "^(app|workers)/", pathNot: ["^app/auth/", "^workers/runtime\\.ts$", "^workers/seed/"] },
      { path: "^app/auth/mint-scope\\.server\\.ts$" },
    ),
    only(
      "casts-are-made-in-one-place",
      "",
      { pathNot: ["^app/auth/mint-scope", "^app/kernel/"] },
      { path: "^app/kernel/scope\\.ts$", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "entries-do-not-know-their-registry",
      "",
      { path: "^app/domain/ingest/adapters/", pathNot: "\\.test\\.ts$" },
      { path: "^app/domain/ingest/registry\\.ts$" },
    ),
    only(
      "lucia-in-one-file",
      "",
      { pathNot: "^app/auth/sessions\\.server\\.ts$" },
      { path: "node_modules/lucia/" },
    ),
    only(
      "nothing-unresolvable",
      "",
      {},
      { couldNotResolve: true, pathNot: ["^virtual:", "\\+types/", "^\\./\\+types"] },
    ),
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["\\+types/", "^build/", "^\\.react-router/"] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
}
