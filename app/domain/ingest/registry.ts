import type { Adapter } from "./adapter.ts"
import { alertmanager } from "./adapters/alertmanager.ts"
import { azureMonitor } from "./adapters/azure-monitor.ts"
import { cef } from "./adapters/cef.ts"
import { checkmk } from "./adapters/checkmk.ts"
import { cloudwatch } from "./adapters/cloudwatch.ts"
import { crowdstrike } from "./adapters/crowdstrike.ts"
import { datadog } from "./adapters/datadog.ts"
import { defender } from "./adapters/defender.ts"
import { elasticSecurity } from "./adapters/elastic-security.ts"
import { falco } from "./adapters/falco.ts"
import { gcpMonitoring } from "./adapters/gcp-monitoring.ts"
import { generic } from "./adapters/generic.ts"
import { github } from "./adapters/github.ts"
import { googleWorkspace } from "./adapters/google-workspace.ts"
import { grafana } from "./adapters/grafana.ts"
import { graylog } from "./adapters/graylog.ts"
import { grype } from "./adapters/grype.ts"
import { guardduty } from "./adapters/guardduty.ts"
import { heartbeat } from "./adapters/heartbeat.ts"
import { kubernetes } from "./adapters/kubernetes.ts"
import { librenms } from "./adapters/librenms.ts"
import { mail } from "./adapters/mail.ts"
import { mapped } from "./adapters/mapped.ts"
import { msgraph } from "./adapters/msgraph.ts"
import { nagios } from "./adapters/nagios.ts"
import { nessus } from "./adapters/nessus.ts"
import { newrelic } from "./adapters/newrelic.ts"
import { nuclei } from "./adapters/nuclei.ts"
import { ocsf } from "./adapters/ocsf.ts"
import { okta } from "./adapters/okta.ts"
import { openvas } from "./adapters/openvas.ts"
import { osquery } from "./adapters/osquery.ts"
import { pagerduty } from "./adapters/pagerduty.ts"
import { paloalto } from "./adapters/paloalto.ts"
import { pingdom } from "./adapters/pingdom.ts"
import { prtg } from "./adapters/prtg.ts"
import { securityhub } from "./adapters/securityhub.ts"
import { sentinel } from "./adapters/sentinel.ts"
import { sentinelone } from "./adapters/sentinelone.ts"
import { sentry } from "./adapters/sentry.ts"
import { site24x7 } from "./adapters/site24x7.ts"
import { snort } from "./adapters/snort.ts"
import { solarwinds } from "./adapters/solarwinds.ts"
import { sophos } from "./adapters/sophos.ts"
import { splunk } from "./adapters/splunk.ts"
import { suricata } from "./adapters/suricata.ts"
import { syslog } from "./adapters/syslog.ts"
import { thinkstCanary } from "./adapters/thinkst-canary.ts"
import { trivy } from "./adapters/trivy.ts"
import { uptimeKuma } from "./adapters/uptime-kuma.ts"
import { uptimerobot } from "./adapters/uptimerobot.ts"
import { vmware } from "./adapters/vmware.ts"
import { wazuh } from "./adapters/wazuh.ts"
import { zabbix } from "./adapters/zabbix.ts"
import { zeek } from "./adapters/zeek.ts"

/** Every format the portal reads, by the word in its ingest URL. */
export const adapters: Readonly<Record<string, Adapter>> = {
  alertmanager,
  "azure-monitor": azureMonitor,
  cef,
  checkmk,
  cloudwatch,
  crowdstrike,
  datadog,
  defender,
  "elastic-security": elasticSecurity,
  falco,
  "gcp-monitoring": gcpMonitoring,
  generic,
  github,
  "google-workspace": googleWorkspace,
  grafana,
  graylog,
  grype,
  guardduty,
  heartbeat,
  kubernetes,
  librenms,
  mail,
  mapped,
  msgraph,
  nagios,
  nessus,
  newrelic,
  nuclei,
  ocsf,
  okta,
  openvas,
  osquery,
  pagerduty,
  paloalto,
  pingdom,
  prtg,
  securityhub,
  sentinel,
  sentinelone,
  sentry,
  site24x7,
  snort,
  solarwinds,
  sophos,
  splunk,
  suricata,
  syslog,
  "thinkst-canary": thinkstCanary,
  trivy,
  "uptime-kuma": uptimeKuma,
  uptimerobot,
  vmware,
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
