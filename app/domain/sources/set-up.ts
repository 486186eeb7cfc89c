/** How a tool is told to send here, step by step, with what to paste. */
export type SetUp = {
  readonly where: string
  readonly snippet: string
  readonly language: "yaml" | "json" | "shell" | "ini" | "text"
}

/**
 * Instructions for a tool; for one without its own, those of any tool that can send a webhook.
 *
 * @param url the ingest URL with the token, for tools that cannot set headers
 * @param bare the ingest URL without it
 */
export function setUpOf(adapter: string, url: string, bare: string, token: string): SetUp {
  return (own[adapter] ?? anyTool)({ url, bare, token })
}

type Wanted = { readonly url: string; readonly bare: string; readonly token: string }

/** What proves that the way is open, from any shell. */
export function testCommand({ bare, token }: Wanted, body: string): string {
  return `curl -sS '${bare}' \\\n  -H 'Authorization: Bearer ${token}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${body.replaceAll("'", "'\\''")}'`
}

const anyTool = ({ url }: Wanted): SetUp => ({
  where: "In the tool's webhook settings: method POST, content type application/json, this URL.",
  snippet: url,
  language: "text",
})

/** A heartbeat from cron, a shell and PowerShell. */
export function heartbeatRecipes(url: string): string {
  return `# crontab: after the job, and only when it went well
0 2 * * * /usr/local/bin/backup && curl -fsS -m 10 --retry 3 -o /dev/null '${url}'

# in a shell script
curl -fsS -m 10 --retry 3 -o /dev/null '${url}'

# PowerShell
Invoke-RestMethod -Uri '${url}' -TimeoutSec 10 | Out-Null`
}

const own: Readonly<Record<string, (wanted: Wanted) => SetUp>> = {
  alertmanager: ({ bare, token }) => ({
    where: "alertmanager.yml: add the receiver and route to it, then reload Alertmanager.",
    snippet: `receivers:
  - name: watchfloor
    webhook_configs:
      - url: ${bare}
        send_resolved: true
        http_config:
          authorization:
            credentials: ${token}`,
    language: "yaml",
  }),
  grafana: ({ url }) => ({
    where: "Alerting, Contact points, New contact point: type Webhook, this URL, method POST.",
    snippet: url,
    language: "text",
  }),
  wazuh: ({ url }) => ({
    where:
      "ossec.conf on the manager, with an integration named custom-… that posts the alert; then restart it.",
    snippet: `<integration>
  <name>custom-watchfloor</name>
  <hook_url>${url}</hook_url>
  <level>3</level>
  <alert_format>json</alert_format>
</integration>`,
    language: "ini",
  }),
  zabbix: ({ url }) => ({
    where:
      "Alerts, Media types: a webhook whose script posts its parameters as JSON to this URL. Parameters to pass:",
    snippet: `url: ${url}
event_id: {EVENT.ID}
event_value: {EVENT.VALUE}
event_name: {EVENT.NAME}
event_nseverity: {EVENT.NSEVERITY}
event_date: {EVENT.DATE}
event_time: {EVENT.TIME}
trigger_id: {TRIGGER.ID}
host_name: {HOST.NAME}
host_ip: {HOST.IP}`,
    language: "text",
  }),
  suricata: ({ bare, token }) => ({
    where: "Ship eve.json with any log shipper that posts NDJSON; with Vector:",
    snippet: `[sources.eve]
type = "file"
include = ["/var/log/suricata/eve.json"]

[sinks.watchfloor]
type = "http"
inputs = ["eve"]
uri = "${bare}"
encoding.codec = "text"
framing.method = "newline_delimited"
auth.strategy = "bearer"
auth.token = "${token}"`,
    language: "ini",
  }),
  heartbeat: ({ url }) => ({
    where:
      "Let what you watch call this address each time it has run: any of these. GET, HEAD and POST are the same.",
    snippet: heartbeatRecipes(url),
    language: "shell",
  }),
  syslog: ({ bare, token }) => ({
    where: "Devices send to a port: open one on the source's page. A relay may also post lines here.",
    snippet: `curl -sS '${bare}' -H 'Authorization: Bearer ${token}' -H 'Content-Type: text/plain' --data-binary @lines.log`,
    language: "shell",
  }),
  pagerduty: ({ url }) => ({
    where: "Where the tool asks for the Events API v2 endpoint, put this URL; any routing key will do.",
    snippet: url,
    language: "text",
  }),
}
