import type { Chance } from "./chance.ts"

/** A kind of problem one tool reports: what it sends while it lasts, and what it sends at the end, if anything. */
export type ProblemKind = {
  readonly adapter: string
  /** How often it is drawn, beside the others of its adapter. */
  readonly weight: number
  /** Minutes it lasts, from and to. */
  readonly lasts: readonly [number, number]
  /** Minutes between repeats while it lasts. */
  readonly repeats: number
  readonly firing: (p: Occurrence) => object
  readonly resolved?: (p: Occurrence) => object
}

export type Occurrence = {
  readonly host: string
  readonly at: string
  readonly startedAt: string
  readonly number: number
  readonly chance: Chance
}

const prometheus =
  (name: string, severity: string, summary: string, description: string) =>
  (status: string) =>
  (p: Occurrence) => ({
    version: "4",
    groupKey: `{}:{alertname="${name}"}`,
    status,
    receiver: "watchfloor",
    externalURL: "http://alertmanager.internal:9093",
    alerts: [
      {
        status,
        labels: { alertname: name, severity, instance: p.host, job: "node" },
        annotations: { summary, description: description.replace("{host}", p.host) },
        startsAt: p.startedAt,
        endsAt: status === "resolved" ? p.at : "0001-01-01T00:00:00Z",
        generatorURL: `http://prometheus.internal:9090/graph?g0.expr=${name}`,
      },
    ],
  })

export const alertmanager = (
  weight: number,
  lasts: readonly [number, number],
  ...[name, severity, summary, description]: [string, string, string, string]
): ProblemKind => {
  const body = prometheus(name, severity, summary, description)
  return {
    adapter: "alertmanager",
    weight,
    lasts,
    repeats: 20,
    firing: body("firing"),
    resolved: body("resolved"),
  }
}

export const trigger = (
  weight: number,
  lasts: readonly [number, number],
  id: number,
  name: string,
  severity: number,
): ProblemKind => {
  const body = (value: string) => (p: Occurrence) => ({
    event_id: String(100_000 + p.number),
    event_source: "0",
    event_value: value,
    event_nseverity: String(severity),
    trigger_id: `${id}${p.host.length}${p.host.charCodeAt(0)}`,
    host_name: p.host,
    event_name: name.replace("{host}", p.host),
    event_timestamp: String(Math.floor(Date.parse(p.startedAt) / 1000)),
    event_tags: `component:${name.split(" ")[0]?.toLowerCase()},site:main`,
    zabbix_url: "https://zabbix.internal",
  })
  return { adapter: "zabbix", weight, lasts, repeats: 30, firing: body("1"), resolved: body("0") }
}

export const signature = (
  weight: number,
  sid: number,
  text: string,
  category: string,
  severity: number,
): ProblemKind => ({
  adapter: "suricata",
  weight,
  lasts: [5, 90],
  repeats: 4,
  firing: (p) => ({
    timestamp: p.at,
    event_type: "alert",
    src_ip: `203.0.113.${1 + (p.number % 200)}`,
    src_port: p.chance.between(1024, 65000),
    dest_ip: `10.20.${p.number % 8}.${1 + (p.host.charCodeAt(0) % 250)}`,
    dest_port: 443,
    proto: "TCP",
    app_proto: "tls",
    in_iface: "span0",
    host: p.host,
    alert: { action: "allowed", gid: 1, signature_id: sid, rev: 3, signature: text, category, severity },
  }),
})

export const rule = (
  weight: number,
  id: number,
  level: number,
  description: string,
  extra: (p: Occurrence) => object,
): ProblemKind => ({
  adapter: "wazuh",
  weight,
  lasts: [2, 40],
  repeats: 6,
  firing: (p) => {
    const { groups = ["ossec"], mitre, ...rest } = extra(p) as { groups?: string[]; mitre?: string[] }
    return {
      timestamp: p.at,
      id: `${Math.floor(Date.parse(p.at) / 1000)}.${p.number}`,
      rule: {
        id: String(id),
        level,
        description,
        groups,
        firedtimes: 1,
        ...(mitre ? { mitre: { id: mitre } } : {}),
      },
      agent: { id: "012", name: p.host, ip: "10.20.1.12" },
      manager: { name: "wazuh-manager" },
      ...rest,
    }
  },
})
