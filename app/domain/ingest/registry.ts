import type { Adapter } from "./adapter.ts"
import { alertmanager } from "./adapters/alertmanager.ts"
import { azureMonitor } from "./adapters/azure-monitor.ts"
import { checkmk } from "./adapters/checkmk.ts"
import { cloudwatch } from "./adapters/cloudwatch.ts"
import { datadog } from "./adapters/datadog.ts"
import { gcpMonitoring } from "./adapters/gcp-monitoring.ts"
import { generic } from "./adapters/generic.ts"
import { github } from "./adapters/github.ts"
import { grafana } from "./adapters/grafana.ts"
import { graylog } from "./adapters/graylog.ts"
import { kubernetes } from "./adapters/kubernetes.ts"
import { librenms } from "./adapters/librenms.ts"
import { nagios } from "./adapters/nagios.ts"
import { newrelic } from "./adapters/newrelic.ts"
import { pagerduty } from "./adapters/pagerduty.ts"
import { pingdom } from "./adapters/pingdom.ts"
import { prtg } from "./adapters/prtg.ts"
import { sentry } from "./adapters/sentry.ts"
import { site24x7 } from "./adapters/site24x7.ts"
import { solarwinds } from "./adapters/solarwinds.ts"
import { splunk } from "./adapters/splunk.ts"
import { suricata } from "./adapters/suricata.ts"
import { syslog } from "./adapters/syslog.ts"
import { uptimeKuma } from "./adapters/uptime-kuma.ts"
import { uptimerobot } from "./adapters/uptimerobot.ts"
import { vmware } from "./adapters/vmware.ts"
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
  github,
  grafana,
  graylog,
  kubernetes,
  librenms,
  nagios,
  newrelic,
  pagerduty,
  pingdom,
  prtg,
  sentry,
  site24x7,
  solarwinds,
  splunk,
  suricata,
  syslog,
  "uptime-kuma": uptimeKuma,
  uptimerobot,
  vmware,
  wazuh,
  zabbix,
}

export function findAdapter(key: string): Adapter | undefined {
  return Object.hasOwn(adapters, key) ? adapters[key] : undefined
}

export function isKnownAdapter(key: string): boolean {
  return findAdapter(key) !== undefined
}
