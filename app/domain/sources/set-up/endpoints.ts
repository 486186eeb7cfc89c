import { addressOnly, authorization, shippedFile, type SetUps } from "./guide.ts"

/** Detection on hosts, and consoles of security vendors. */
export const endpoints: SetUps = {
  crowdstrike: (to) => ({
    steps: [
      "CrowdStrike Store: install the Webhook plugin and configure it with this address.",
      "Fusion workflows: trigger Alert, EPP detection (and one for its status update); action Call webhook with all fields as JSON.",
      "With the SIEM connector instead: ship its output file.",
    ],
    snippets: [addressOnly(to), shippedFile(to, "/var/log/crowdstrike/falconhoseclient/output")],
    test: "Fusion: Test workflow; or run CrowdStrike's harmless test detection on a host.",
    docs: "https://www.crowdstrike.com/tech-hub/ng-siem/falcon-fusion-soar/",
  }),
  sentinelone: (to) => ({
    steps: [
      "Singularity Marketplace: install the webhook integration with this address, for threats and for STAR alerts.",
      "Or ask /web/api/v2.1/threats on a schedule for what changed, and post the answer here: pages are read as they are.",
    ],
    snippets: [addressOnly(to), authorization(to)],
    test: "Put the EICAR test file on a host of a test site.",
    docs: "https://usea1-partners.sentinelone.net/api-doc/overview",
  }),
  sophos: ({ bare, token }) => ({
    steps: [
      "Global Settings, API Token Management: add a token. Configure the Sophos Central SIEM integration script (siem.py) with it, output to a file as JSON.",
      "Run it every five minutes, and post what it wrote.",
      "Firewall: send syslog to the portal's syslog listener with a source of the kind Sophos.",
    ],
    snippets: [
      {
        title: "crontab",
        text: `*/5 * * * * cd /opt/Sophos-Central-SIEM-Integration && python3 siem.py -q > /tmp/sophos.ndjson && [ -s /tmp/sophos.ndjson ] && curl -sSf '${bare}' -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/x-ndjson' --data-binary @/tmp/sophos.ndjson`,
      },
    ],
    test: "Visit https://sophostest.com on a protected host.",
    docs: "https://developer.sophos.com/docs/siem-v1/1/overview",
  }),
  wazuh: ({ url }) => ({
    steps: [
      "Save the script as /var/ossec/integrations/custom-watchfloor on the manager; owner root:wazuh, mode 750.",
      "Add the integration to /var/ossec/etc/ossec.conf, then systemctl restart wazuh-manager.",
    ],
    snippets: [
      {
        title: "ossec.conf",
        text: `<integration>
  <name>custom-watchfloor</name>
  <hook_url>${url}</hook_url>
  <level>5</level>
  <alert_format>json</alert_format>
</integration>`,
      },
      {
        title: "custom-watchfloor",
        text: `#!/var/ossec/framework/python/bin/python3
import sys, urllib.request

# Wazuh calls: alert file, API key, hook URL
with open(sys.argv[1], "rb") as alert:
    request = urllib.request.Request(
        sys.argv[3], data=alert.read(), headers={"Content-Type": "application/json"}
    )
urllib.request.urlopen(request, timeout=10)`,
      },
    ],
    test: "logger -t sshd 'Failed password for invalid user test from 203.0.113.9 port 22 ssh2' on an agent.",
    docs: "https://documentation.wazuh.com/current/user-manual/manager/integration-with-external-apis.html#custom-integration",
  }),
  "elastic-security": (to) => ({
    steps: [
      "Stack Management, Connectors, Create: Webhook, method POST, this URL, header Content-Type application/json, no authentication.",
      "Security, Rules: in a rule's Actions add the connector, Summary of alerts, Per rule run, with this body.",
    ],
    snippets: [addressOnly(to), { title: "Body", text: `{"alerts": [{{{context.alerts}}}]}` }],
    test: "The connector's Test tab; then a rule with a query that matches.",
    docs: "https://www.elastic.co/docs/reference/kibana/connectors-kibana/webhook-action-type",
  }),
  osquery: (to) => ({
    steps: [
      "Ship the results log; with Fleet, set the webhook of policy automations and of vulnerabilities to the address.",
      "Queries report differences: leave snapshot queries out of what is sent.",
    ],
    snippets: [shippedFile(to, "/var/log/osquery/osqueryd.results.log"), addressOnly(to)],
    test: "A query over a table that changes, such as logged_in_users, with interval 10.",
    docs: "https://osquery.readthedocs.io/en/stable/deployment/logging/",
  }),
  "thinkst-canary": (to) => ({
    steps: [
      "Settings, Notifications, Webhooks, + : Add Generic, this address.",
      "Canarytokens.org: give the address as the webhook when a token is made. OpenCanary: a webhook handler in its logger.",
    ],
    snippets: [addressOnly(to)],
    test: "The console sends a test when the webhook is saved; then browse a Canary.",
    docs: "https://help.canary.tools/hc/en-gb/articles/360012727537-How-do-I-configure-notifications-for-a-Generic-Webhook",
  }),
  paloalto: (to) => ({
    steps: [
      "PAN-OS: Device, Server Profiles, HTTP: this server and path, POST; Payload Format, Threat, with the body below. Objects, Log Forwarding: forward Threat and WildFire, Device, Log Settings: System with severity high and above.",
      "Cortex XDR: Settings, Configurations, External Applications, Webhook. Prisma Cloud: Settings, Integrations, Webhook. Both with the address.",
      "Logs by syslog go to the portal's syslog listener.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "Payload of Threat",
        text: `{
  "type": "$type", "subtype": "$subtype", "severity": "$severity", "threatid": "$threatid",
  "receive_time": "$receive_time", "device_name": "$device_name", "serial": "$serial",
  "src": "$src", "dst": "$dst", "sport": "$sport", "dport": "$dport", "srcuser": "$srcuser",
  "rule": "$rule", "action": "$action", "app": "$app", "misc": "$misc", "seqno": "$seqno"
}`,
      },
    ],
    test: "Send Test Log in the server profile.",
    docs: "https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/forward-logs-to-an-https-destination",
  }),
}
