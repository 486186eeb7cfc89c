import { at, fieldsOf, firstText, isFields } from "../fields.ts"

/** Searches and connections within one another. */
const maxDepth = 6

/**
 * The vulnerability alerts that an answer of the GraphQL API lists, each put as Dependabot's webhook has it; null for what
 * is no such answer.
 *
 * @see https://docs.github.com/en/graphql/reference/objects#repositoryvulnerabilityalert
 */
export function graphAlerts(document: unknown): readonly unknown[] | null {
  const data = at(document, "data")
  return isFields(data) ? within(data, null, maxDepth) : null
}

/** `repository.vulnerabilityAlerts.nodes`, however deep, with the name of the repository outside. */
function within(value: unknown, repository: string | null, left: number): readonly unknown[] | null {
  if (left === 0) return null
  const name = firstText(value, "nameWithOwner") ?? repository
  const nodes = at(value, "vulnerabilityAlerts", "nodes")
  if (Array.isArray(nodes))
    return nodes.map((node: unknown) => webhookOf(node, name ?? firstText(value, "name")))
  const inner = Array.isArray(value) ? value.slice(0, 1000) : Object.values(fieldsOf(value))
  const found = inner.flatMap((one) => {
    const listed = typeof one === "object" ? within(one, name, left - 1) : null
    return listed === null ? [] : [listed]
  })
  return found.length > 0 ? found.flat() : null
}

function webhookOf(node: unknown, repository: string | null): unknown {
  const vulnerability = at(node, "securityVulnerability")
  return {
    action: firstText(node, "state") ?? "open",
    alert: {
      ...fieldsOf(node),
      security_advisory: at(node, "securityAdvisory") ?? at(vulnerability, "advisory"),
      dependency: {
        package: at(vulnerability, "package"),
        manifest_path: at(node, "vulnerableManifestPath"),
      },
    },
    repository: { full_name: repository },
  }
}
