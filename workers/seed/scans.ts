import { mintScope } from "#app/auth/mint-scope.server.ts"
import { createSource } from "#app/domain/sources/create.server.ts"
import { defaultRate } from "#app/domain/sources/source.ts"
import { inTenant } from "#db/tenant.ts"
import type { PastDelivery, SeededClient } from "./story.ts"

type Scanner = Pick<PastDelivery, "tenantId" | "sourceId" | "adapter"> & {
  readonly hosts: SeededClient["client"]["hosts"]
}

/** Who has a scanner, and which. */
const bought = [
  { code: "NORD", adapter: "nessus", name: "Nessus, data centre" },
  { code: "COBA", adapter: "trivy", name: "Trivy in the build" },
] as const

/** Adds the scanners as sources of their clients. */
export async function addScanners(clients: readonly SeededClient[]): Promise<readonly Scanner[]> {
  const scanners: Scanner[] = []
  for (const { code, adapter, name } of bought) {
    const seeded = clients.find(({ client }) => client.code === code)
    if (!seeded) continue
    const { tenantId, client } = seeded
    const scope = mintScope<"sources.manage" | "sources.read">(tenantId, {
      kind: "token",
      id: tenantId,
      name: "demo",
    })
    const { source } = await inTenant(scope, (t) => createSource(t, { adapter, name, ...defaultRate }))
    scanners.push({ tenantId, sourceId: source.id, adapter, hosts: client.hosts })
  }
  return scanners
}

/** A scan every night from the history's beginning on; the last one finds a little less. */
export function tellScans(scanners: readonly Scanner[], from: number, to: number): PastDelivery[] {
  const day = 86_400_000
  const nights = Math.max(1, Math.floor((to - from) / day))
  return scanners.flatMap(({ hosts, ...source }) =>
    Array.from({ length: nights }, (_, night) => {
      const at = from + night * day + 2 * 3_600_000
      const isLast = night === nights - 1 && nights > 1
      const body = source.adapter === "nessus" ? nessusScan(hosts, at, isLast) : trivyScan(hosts)
      return { ...source, at, body: JSON.stringify(body) }
    }),
  )
}

const plugins = [
  {
    id: "187315",
    name: "SSH Terrapin Prefix Truncation Weakness",
    severity: "medium",
    cve: "CVE-2023-48795",
  },
  {
    id: "156860",
    name: "Apache Log4j 1.x Multiple Vulnerabilities",
    severity: "critical",
    cve: "CVE-2021-4104",
  },
  {
    id: "42873",
    name: "SSL Medium Strength Cipher Suites Supported",
    severity: "high",
    cve: "CVE-2016-2183",
  },
  { id: "201194", name: "OpenSSH < 9.8 RCE", severity: "high", cve: "CVE-2024-6387" },
] as const

/** Records as Tenable exports them; what is fixed is said so in the last scan. */
function nessusScan(hosts: Scanner["hosts"], at: number, isLast: boolean) {
  return hosts.flatMap((host, h) =>
    plugins
      .filter((_, p) => (h + p) % 2 === 0)
      .map(({ id, name, severity, cve }, p) => ({
        plugin: { id, name, cve: [cve], exploit_available: String(severity === "critical") },
        asset: { fqdn: `${host}.nordbank.example`, hostname: host },
        port: { port: "22", protocol: "TCP" },
        severity,
        state: isLast && h === 0 && p === 0 ? "FIXED" : "OPEN",
        last_found: new Date(at).toISOString(),
        output: `Found on ${host}.`,
      })),
  )
}

function trivyScan(hosts: Scanner["hosts"]) {
  return {
    SchemaVersion: 2,
    ArtifactName: `registry.cobalt.example/fleet-control:${hosts.length}.2`,
    ArtifactType: "container_image",
    Results: [
      {
        Target: "fleet-control (debian 12.5)",
        Class: "os-pkgs",
        Type: "debian",
        Vulnerabilities: [
          [
            "CVE-2024-3094",
            "xz-utils",
            "5.6.0-0.2",
            "5.6.1+really5.4.5-1",
            "CRITICAL",
            "Malicious code in xz",
          ],
          ["CVE-2023-4911", "libc6", "2.36-9+deb12u1", "2.36-9+deb12u3", "HIGH", "Looney Tunables in ld.so"],
          ["CVE-2023-44487", "libnghttp2-14", "1.52.0-1", "1.52.0-1+deb12u1", "MEDIUM", "HTTP/2 rapid reset"],
        ].map(([VulnerabilityID, PkgName, InstalledVersion, FixedVersion, Severity, Title]) => ({
          ...{ VulnerabilityID, PkgName, InstalledVersion, FixedVersion, Severity, Title },
          Description: `${Title}, in ${PkgName}.`,
          PrimaryURL: `https://avd.aquasec.com/nvd/${VulnerabilityID?.toLowerCase()}`,
        })),
      },
    ],
  }
}
