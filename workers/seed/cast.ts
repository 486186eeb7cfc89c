import type { ClientRole, ProviderRole } from "#app/kernel/permission.ts"

/** The fictional provider's clients: what each runs, and how loud it is. */
export type DemoClient = {
  readonly code: string
  readonly name: string
  readonly timeZone: string
  /** Problems a day, on average. */
  readonly pace: number
  readonly sources: readonly { readonly adapter: string; readonly name: string }[]
  readonly hosts: readonly [string, ...string[]]
}

const feed = (adapter: string, name: string) => ({ adapter, name })

export const demoClients: readonly DemoClient[] = [
  {
    code: "NORD",
    name: "Nordbank AG",
    timeZone: "Europe/Berlin",
    pace: 3.2,
    hosts: ["core-db-01", "core-db-02", "pay-gw-01", "atm-router-7", "dc1-fw-01"],
    sources: [
      feed("alertmanager", "Payments Prometheus"),
      feed("wazuh", "Wazuh manager"),
      feed("suricata", "Perimeter IDS"),
    ],
  },
  {
    code: "HELI",
    name: "Helios Energy",
    timeZone: "Europe/Madrid",
    pace: 2.4,
    hosts: ["scada-hmi-3", "turbine-plc-12", "hist-01", "edge-sw-4"],
    sources: [feed("zabbix", "Plant Zabbix"), feed("suricata", "OT network IDS")],
  },
  {
    code: "ALPM",
    name: "Alpenmilch Molkerei",
    timeZone: "Europe/Vienna",
    pace: 1.4,
    hosts: ["cold-store-2", "erp-01", "label-printer-9"],
    sources: [feed("zabbix", "Dairy Zabbix"), feed("generic", "Cold-chain sensors")],
  },
  {
    code: "COBA",
    name: "Cobalt Robotics",
    timeZone: "America/New_York",
    pace: 2.6,
    hosts: ["ci-runner-08", "k8s-node-3", "k8s-node-5", "git-01"],
    sources: [
      feed("alertmanager", "Kubernetes"),
      feed("pagerduty", "Build alerts"),
      feed("wazuh", "Endpoint Wazuh"),
    ],
  },
  {
    code: "HARB",
    name: "Harbor Logistics",
    timeZone: "Europe/Amsterdam",
    pace: 2.2,
    hosts: ["wms-app-01", "gate-cam-14", "yard-ap-22", "edi-gw"],
    sources: [feed("zabbix", "Terminal Zabbix"), feed("suricata", "Port IDS")],
  },
  {
    code: "LUME",
    name: "Lumen Clinics",
    timeZone: "Europe/Dublin",
    pace: 1.9,
    hosts: ["pacs-01", "ehr-db-02", "ward-sw-3", "vpn-01"],
    sources: [feed("alertmanager", "Clinical systems"), feed("wazuh", "Clinic Wazuh")],
  },
  {
    code: "ORCH",
    name: "Orchard Retail",
    timeZone: "Europe/London",
    pace: 2.8,
    hosts: ["shop-web-1", "shop-web-2", "pos-hub-88", "redis-01"],
    sources: [
      feed("alertmanager", "Shop Prometheus"),
      feed("pagerduty", "Checkout alerts"),
      feed("suricata", "Store network IDS"),
    ],
  },
  {
    code: "PINE",
    name: "Pinecrest University",
    timeZone: "America/Chicago",
    pace: 2.0,
    hosts: ["lms-01", "dorm-ap-41", "hpc-head", "mail-relay"],
    sources: [feed("zabbix", "Campus Zabbix"), feed("wazuh", "Campus Wazuh")],
  },
  {
    code: "QUAN",
    name: "Quantis Insurance",
    timeZone: "Europe/Zurich",
    pace: 1.6,
    hosts: ["claims-api", "doc-store-2", "ad-dc-01"],
    sources: [feed("alertmanager", "Claims platform"), feed("wazuh", "Windows estate")],
  },
  {
    code: "RIVE",
    name: "Riverside Council",
    timeZone: "Europe/London",
    pace: 1.3,
    hosts: ["civic-web", "cctv-nvr-2", "plan-gis"],
    sources: [feed("zabbix", "Civic Zabbix"), feed("generic", "CCTV health")],
  },
  {
    code: "SOLA",
    name: "Solace Hotels",
    timeZone: "Europe/Lisbon",
    pace: 1.5,
    hosts: ["pms-01", "wifi-ctl", "lift-gw"],
    sources: [feed("generic", "Property sensors"), feed("pagerduty", "Booking engine")],
  },
  {
    code: "TEMP",
    name: "Tempo Media",
    timeZone: "Europe/Stockholm",
    pace: 2.1,
    hosts: ["cdn-edge-3", "encode-07", "cms-01"],
    sources: [feed("alertmanager", "Streaming Prometheus"), feed("suricata", "Office IDS")],
  },
]

export type DemoPerson = {
  readonly email: string
  readonly name: string
  readonly role: ProviderRole | ClientRole
  readonly discipline: "noc" | "soc" | "both" | null
  readonly tier: 1 | 2 | 3 | null
  readonly client?: string
}

/** People who can sign in. Client people name the code of their organisation. */
export const demoPeople: readonly [DemoPerson, DemoPerson, DemoPerson, ...DemoPerson[]] = [
  { email: "ana@watchfloor.example", name: "Ana Petrova", role: "analyst", discipline: "noc", tier: 1 },
  { email: "ivo@watchfloor.example", name: "Ivo Marić", role: "analyst", discipline: "soc", tier: 2 },
  { email: "mina@watchfloor.example", name: "Mina Okafor", role: "lead", discipline: "both", tier: 3 },
  { email: "tom@watchfloor.example", name: "Tom Lindqvist", role: "account", discipline: null, tier: null },
  { email: "admin@watchfloor.example", name: "Robin Adler", role: "admin", discipline: "both", tier: 3 },
  {
    email: "greta@nordbank.example",
    name: "Greta Lindemann",
    role: "manager",
    discipline: null,
    tier: null,
    client: "NORD",
  },
  {
    email: "luis@helios.example",
    name: "Luis Ortega",
    role: "manager",
    discipline: null,
    tier: null,
    client: "HELI",
  },
]
