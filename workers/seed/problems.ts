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

export type Occurrence = { readonly host: string; readonly at: string; readonly startedAt: string; readonly number: number; readonly chance: Chance }

const prometheus = (name: string, severity: string, summary: string, description: string) => (status: string) => (p: Occurrence) => ({
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

const alertmanager = (weight: number, lasts: readonly [number, number], ...[name, severity, summary, description]: [string, string, string, string]): ProblemKind => {
  const body = prometheus(name, severity, summary, description)
  return { adapter: "alertmanager", weight, lasts, repeats: 20, firing: body("firing"), resolved: body("resolved") }
}

const trigger = (weight: number, lasts: readonly [number, number], id: number, name: string, severity: number): ProblemKind => {
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

const signature = (weight: number, sid: number, text: string, category: string, severity: number): ProblemKind => ({
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

const rule = (weight: number, id: number, level: number, description: string, extra: (p: Occurrence) => object): ProblemKind => ({
  adapter: "wazuh",
  weight,
  lasts: [2, 40],
  repeats: 6,
  firing: (p) => {
    const { groups = ["ossec"], mitre, ...rest } = extra(p) as { groups?: string[]; mitre?: string[] }
    return {
      timestamp: p.at,
      id: `${Math.floor(Date.parse(p.at) / 1000)}.${p.number}`,
      rule: { id: String(id), level, description, groups, firedtimes: 1, ...(mitre ? { mitre: { id: mitre } } : {}) },
      agent: { id: "012", name: p.host, ip: "10.20.1.12" },
      manager: { name: "wazuh-manager" },
      ...rest,
    }
  },
})

/** Everything that goes wrong in the demo. */
export const problemKinds: readonly ProblemKind[] = [
  alertmanager(5, [15, 120], "HighMemoryUsage", "warning", "Memory above 90 %", "{host} has used more than 90 % of its memory for 10 minutes."),
  alertmanager(3, [8, 70], "InstanceDown", "critical", "Instance down", "{host} has not answered its exporter for 2 minutes."),
  alertmanager(4, [40, 400], "DiskWillFillIn24h", "warning", "Disk will be full within a day", "The root volume of {host} grows faster than usual."),
  alertmanager(3, [10, 60], "HighErrorRate", "error", "More than 5 % of requests fail", "{host} answers 5xx to more than one request in twenty."),
  alertmanager(2, [30, 200], "CertificateExpiresSoon", "info", "Certificate expires within 14 days", "The certificate served by {host} ends soon."),
  trigger(4, [10, 90], 31, "Link down on uplink of {host}", 4),
  trigger(4, [20, 200], 32, "High CPU utilisation on {host} (over 90 % for 5m)", 3),
  trigger(2, [10, 60], 33, "{host} is unreachable for 5 minutes", 5),
  trigger(3, [60, 600], 34, "Free disk space is less than 20 % on {host}", 2),
  trigger(2, [5, 30], 35, "{host} has been restarted (uptime < 10m)", 1),
  signature(4, 2024897, "ET SCAN Possible Nmap User-Agent Observed", "Attempted Information Leak", 3),
  signature(3, 2013504, "ET POLICY GNU/Linux APT User-Agent Outbound", "Not Suspicious Traffic", 3),
  signature(2, 2027865, "ET INFO Observed DNS Query to .cloud TLD", "Potentially Bad Traffic", 2),
  signature(1, 2035463, "ET MALWARE Cobalt Strike Beacon Observed", "A Network Trojan was detected", 1),
  signature(2, 2001219, "ET SCAN Potential SSH Scan", "Attempted Information Leak", 2),
  rule(4, 5712, 10, "sshd: brute force trying to get access to the system", (p) => ({ groups: ["syslog", "sshd", "authentication_failures"], mitre: ["T1110"], data: { srcip: `198.51.100.${1 + (p.number % 200)}`, srcuser: "root" } })),
  rule(3, 550, 7, "Integrity checksum changed.", (p) => ({ groups: ["ossec", "syscheck"], mitre: ["T1565.001"], syscheck: { path: `/etc/${["passwd", "sudoers", "ssh/sshd_config"][p.number % 3]}`, event: "modified" } })),
  rule(1, 87105, 12, "VirusTotal: Alert - 54 engines detected this file", () => ({ groups: ["virustotal"], mitre: ["T1203"], data: { virustotal: { malicious: "1", source: { file: "/tmp/invoice.scr", md5: "44d88612fea8a8f36de82e1278abb02f", sha1: "3395856ce81f2b7382dee72602f798b642f14140" } } } })),
  rule(3, 60106, 3, "Windows logon success.", () => ({ groups: ["windows", "authentication_success"], data: { win: { system: { eventID: "4624" }, eventdata: { targetUserName: "svc-backup" } } } })),
  {
    adapter: "pagerduty",
    weight: 3,
    lasts: [5, 80],
    repeats: 25,
    firing: (p) => ({ event_action: "trigger", dedup_key: `queue-${p.host}`, payload: { summary: `Job queue backlog on ${p.host} above 10,000`, source: p.host, severity: "warning", class: "queue backlog", timestamp: p.at, custom_details: { backlog: p.chance.between(10_000, 80_000) } } }),
    resolved: (p) => ({ event_action: "resolve", dedup_key: `queue-${p.host}` }),
  },
  {
    adapter: "pagerduty",
    weight: 2,
    lasts: [5, 45],
    repeats: 15,
    firing: (p) => ({ event_action: "trigger", dedup_key: `latency-${p.host}`, payload: { summary: `p99 latency of ${p.host} over 2 s`, source: p.host, severity: "error", class: "latency", timestamp: p.at } }),
    resolved: (p) => ({ event_action: "resolve", dedup_key: `latency-${p.host}` }),
  },
  {
    adapter: "generic",
    weight: 4,
    lasts: [10, 160],
    repeats: 10,
    firing: (p) => ({ key: `sensor-${p.host}`, title: `Temperature out of range at ${p.host}`, severity: p.chance.pick(["medium", "high"]), status: "firing", asset: p.host, time: p.at, category: "hardware", rule: "temperature", labels: { celsius: String(p.chance.between(9, 16)) } }),
    resolved: (p) => ({ key: `sensor-${p.host}`, title: `Temperature out of range at ${p.host}`, status: "resolved", asset: p.host, time: p.at, rule: "temperature" }),
  },
  {
    adapter: "generic",
    weight: 2,
    lasts: [30, 300],
    repeats: 60,
    firing: (p) => ({ key: `device-${p.host}`, title: `${p.host} sends no heartbeat`, severity: "low", status: "firing", asset: p.host, time: p.at, rule: "heartbeat" }),
    resolved: (p) => ({ key: `device-${p.host}`, title: `${p.host} sends no heartbeat`, status: "resolved", asset: p.host, time: p.at, rule: "heartbeat" }),
  },
]
