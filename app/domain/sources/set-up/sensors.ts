import { addressOnly, authorization, shippedFile, type SetUps, vectorDocs } from "./guide.ts"

/** Network sensors, collectors and lines of logs. */
export const sensors: SetUps = {
  suricata: (to) => ({
    steps: [
      "suricata.yaml: outputs, eve-log enabled with the type alert.",
      "Ship eve.json with Vector (or any shipper that posts JSON lines). What is no alert is accepted and made nothing of; filter it where traffic matters.",
    ],
    snippets: [shippedFile(to, "/var/log/suricata/eve.json")],
    test: "curl http://testmynids.org/uid/index.html on a watched network.",
    docs: "https://docs.suricata.io/en/latest/output/eve/eve-json-output.html",
  }),
  snort: (to) => ({
    steps: [
      "Snort 3: snort.lua: alert_json = { file = true, fields = 'timestamp seconds priority class action msg gid sid rev proto src_addr src_port dst_addr dst_port' }.",
      "Ship alert_json.txt; Snort 2's fast and full text is read as well.",
    ],
    snippets: [shippedFile(to, "/var/log/snort/alert_json.txt")],
    test: "A rule of your own that matches a ping.",
    docs: "https://docs.snort.org/start/alert_logging",
  }),
  zeek: (to) => ({
    steps: [
      "Write logs as JSON: zeekctl, local.zeek: @load policy/tuning/json-logs.zeek.",
      "Ship notice.log. With Corelight: an HTTP exporter of the notice log to the address.",
    ],
    snippets: [shippedFile(to, "/opt/zeek/logs/current/notice.log"), addressOnly(to)],
    test: "Scan a watched network with a few hundred ports, with policy/misc/scan loaded.",
    docs: "https://docs.zeek.org/en/master/logs/notice.html",
  }),
  falco: ({ bare, token }) => ({
    steps: [
      "With Falcosidekick: set its webhook output. With Falco alone: json_output and http_output.",
      "Helm: the same keys under falcosidekick.config, or under falco.",
    ],
    snippets: [
      {
        title: "Falcosidekick",
        text: `webhook:
  address: ${bare}
  customHeaders:
    Authorization: Bearer ${token}
  minimumpriority: notice`,
      },
      {
        title: "falco.yaml",
        text: `json_output: true
json_include_tags_property: true
http_output:
  enabled: true
  url: ${bare}/${token}`,
      },
    ],
    test: "kubectl exec into a container and read /etc/shadow.",
    docs: "https://falco.org/docs/concepts/outputs/forwarding/",
  }),
  graylog: (to) => ({
    steps: [
      "Alerts, Notifications, Create: HTTP Notification, this URL. Allow the address in System, URL Allowlist.",
      "Give the notification to the event definitions that should arrive; backlog messages may be sent along.",
    ],
    snippets: [addressOnly(to)],
    test: "Execute Test Notification. It is accepted and makes no alert.",
    docs: "https://go2docs.graylog.org/current/interacting_with_your_log_data/notifications.html",
  }),
  syslog: ({ bare, token }) => ({
    steps: [
      "Devices that only speak syslog send to the portal's syslog listener, over TLS where they can; see Listeners on this source's page.",
      "A relay can post lines instead: with rsyslog, this configuration.",
    ],
    snippets: [
      {
        title: "/etc/rsyslog.d/50-watchfloor.conf",
        text: `module(load="omhttp")
template(name="line" type="string" string="<%PRI%>1 %TIMESTAMP:::date-rfc3339% %HOSTNAME% %APP-NAME% %PROCID% %MSGID% %STRUCTURED-DATA% %msg%\\n")
*.warning action(
  type="omhttp" server="${new URL(bare).hostname}" serverport="${new URL(bare).port || "443"}" usehttps="${bare.startsWith("https:") ? "on" : "off"}"
  restpath="${new URL(bare).pathname.slice(1)}/${token}" template="line" batch="on" batch.format="newline"
  queue.type="LinkedList" queue.filename="watchfloor" queue.saveOnShutdown="on" action.resumeRetryCount="-1"
)`,
      },
    ],
    test: "logger -p user.err 'test of Watchfloor'",
    docs: "https://www.rsyslog.com/doc/configuration/modules/omhttp.html",
  }),
  cef: (to) => ({
    steps: [
      "Products that write CEF send it by syslog to the portal's syslog listener; see Listeners on this source's page.",
      "Lines in a file are shipped; a line begins with CEF:0 or has it behind its syslog header.",
    ],
    snippets: [shippedFile(to, "/var/log/cef.log")],
    test: "logger -p local4.alert 'CEF:0|Test|Test|1|100|Test of Watchfloor|5|src=203.0.113.9'",
    docs: vectorDocs,
  }),
  ocsf: (to) => ({
    steps: [
      "Anything that writes OCSF findings (class 2001 to 2007) posts them here: one, a list, or JSON lines.",
      "Amazon Security Lake: a subscriber with the delivery by HTTPS endpoint.",
    ],
    snippets: [addressOnly(to), authorization(to)],
    test: "The sample payload on this source's page.",
    docs: "https://schema.ocsf.io/categories/findings",
  }),
}
