import type { Adapter } from "./adapter.ts"
import { alertmanager } from "./adapters/alertmanager.ts"
import { cef } from "./adapters/cef.ts"
import { generic } from "./adapters/generic.ts"
import { grype } from "./adapters/grype.ts"
import { nuclei } from "./adapters/nuclei.ts"
import { pagerduty } from "./adapters/pagerduty.ts"
import { paloalto } from "./adapters/paloalto.ts"
import { suricata } from "./adapters/suricata.ts"
import { trivy } from "./adapters/trivy.ts"
import { wazuh } from "./adapters/wazuh.ts"
import { zabbix } from "./adapters/zabbix.ts"

/** Every format the portal reads, by the word in its ingest URL. */
export const adapters: Readonly<Record<string, Adapter>> = {
  alertmanager,
  cef,
  generic,
  grype,
  nuclei,
  pagerduty,
  paloalto,
  suricata,
  trivy,
  wazuh,
  zabbix,
}

export function findAdapter(key: string): Adapter | undefined {
  return Object.hasOwn(adapters, key) ? adapters[key] : undefined
}

export function isKnownAdapter(key: string): boolean {
  return findAdapter(key) !== undefined
}
