import type { Adapter } from "./adapter.ts"
import { alertmanager } from "./adapters/alertmanager.ts"
import { azureMonitor } from "./adapters/azure-monitor.ts"
import { checkmk } from "./adapters/checkmk.ts"
import { cloudwatch } from "./adapters/cloudwatch.ts"
import { datadog } from "./adapters/datadog.ts"
import { gcpMonitoring } from "./adapters/gcp-monitoring.ts"
import { generic } from "./adapters/generic.ts"
import { grafana } from "./adapters/grafana.ts"
import { graylog } from "./adapters/graylog.ts"
import { kubernetes } from "./adapters/kubernetes.ts"
import { librenms } from "./adapters/librenms.ts"
import { pagerduty } from "./adapters/pagerduty.ts"
import { suricata } from "./adapters/suricata.ts"
import { wazuh } from "./adapters/wazuh.ts"
import { zabbix } from "./adapters/zabbix.ts"

/** Every format the portal reads, by the word in its ingest URL. */
export const adapters: Readonly<Record<string, Adapter>> = {
  alertmanager,
  "azure-monitor": azureMonitor,
  checkmk,
  cloudwatch,
  datadog,
  "gcp-monitoring": gcpMonitoring,
  generic,
  grafana,
  graylog,
  kubernetes,
  librenms,
  pagerduty,
  suricata,
  wazuh,
  zabbix,
}

export function findAdapter(key: string): Adapter | undefined {
  return Object.hasOwn(adapters, key) ? adapters[key] : undefined
}

export function isKnownAdapter(key: string): boolean {
  return findAdapter(key) !== undefined
}
