import type { Adapter } from "./adapter.ts"
import { alertmanager } from "./adapters/alertmanager.ts"
import { cef } from "./adapters/cef.ts"
import { crowdstrike } from "./adapters/crowdstrike.ts"
import { defender } from "./adapters/defender.ts"
import { elasticSecurity } from "./adapters/elastic-security.ts"
import { falco } from "./adapters/falco.ts"
import { generic } from "./adapters/generic.ts"
import { googleWorkspace } from "./adapters/google-workspace.ts"
import { grype } from "./adapters/grype.ts"
import { guardduty } from "./adapters/guardduty.ts"
import { msgraph } from "./adapters/msgraph.ts"
import { nessus } from "./adapters/nessus.ts"
import { nuclei } from "./adapters/nuclei.ts"
import { ocsf } from "./adapters/ocsf.ts"
import { okta } from "./adapters/okta.ts"
import { openvas } from "./adapters/openvas.ts"
import { osquery } from "./adapters/osquery.ts"
import { pagerduty } from "./adapters/pagerduty.ts"
import { paloalto } from "./adapters/paloalto.ts"
import { securityhub } from "./adapters/securityhub.ts"
import { sentinel } from "./adapters/sentinel.ts"
import { sentinelone } from "./adapters/sentinelone.ts"
import { snort } from "./adapters/snort.ts"
import { sophos } from "./adapters/sophos.ts"
import { suricata } from "./adapters/suricata.ts"
import { thinkstCanary } from "./adapters/thinkst-canary.ts"
import { trivy } from "./adapters/trivy.ts"
import { wazuh } from "./adapters/wazuh.ts"
import { zabbix } from "./adapters/zabbix.ts"
import { zeek } from "./adapters/zeek.ts"

/** Every format the portal reads, by the word in its ingest URL. */
export const adapters: Readonly<Record<string, Adapter>> = {
  alertmanager,
  cef,
  crowdstrike,
  defender,
  "elastic-security": elasticSecurity,
  falco,
  generic,
  "google-workspace": googleWorkspace,
  grype,
  guardduty,
  msgraph,
  nessus,
  nuclei,
  ocsf,
  okta,
  openvas,
  osquery,
  pagerduty,
  paloalto,
  securityhub,
  sentinel,
  sentinelone,
  snort,
  sophos,
  suricata,
  "thinkst-canary": thinkstCanary,
  trivy,
  wazuh,
  zabbix,
  zeek,
}

export function findAdapter(key: string): Adapter | undefined {
  return Object.hasOwn(adapters, key) ? adapters[key] : undefined
}

export function isKnownAdapter(key: string): boolean {
  return findAdapter(key) !== undefined
}
