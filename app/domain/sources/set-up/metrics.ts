import { addressOnly, authorization, type SetUps } from "./guide.ts"

/** Tools that watch metrics and send a group of alerts. */
export const metrics: SetUps = {
  alertmanager: ({ bare, token }) => ({
    steps: [
      "Add the receiver to alertmanager.yml, and a route that leads to it.",
      "Check with amtool check-config alertmanager.yml, then reload Alertmanager.",
    ],
    snippets: [
      {
        title: "alertmanager.yml",
        text: `route:
  routes:
    - receiver: watchfloor
      continue: true
receivers:
  - name: watchfloor
    webhook_configs:
      - url: ${bare}
        send_resolved: true
        http_config:
          authorization:
            type: Bearer
            credentials: ${token}`,
      },
    ],
    test: "amtool alert add WatchfloorTest severity=info instance=test --alertmanager.url=http://localhost:9093",
    docs: "https://prometheus.io/docs/alerting/latest/configuration/#webhook_config",
  }),
  grafana: (to) => ({
    steps: [
      "Alerting, Contact points, Add contact point. Integration: Webhook. HTTP method: POST.",
      "Leave “Disable resolved message” off, so that ends are told too.",
      "Alerting, Notification policies: send what should arrive to this contact point.",
    ],
    snippets: [addressOnly(to), authorization(to)],
    test: "The contact point's button Test. It is accepted and makes no alert.",
    docs: "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
  }),
  datadog: (to) => ({
    steps: [
      "Integrations, Webhooks, New: name watchfloor, this address, this payload.",
      "Write @webhook-watchfloor into the message of every monitor that should arrive.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "Payload",
        text: `{
  "id": "$ID",
  "title": "$EVENT_TITLE",
  "body": "$TEXT_ONLY_MSG",
  "date": "$DATE",
  "monitor_id": "$ALERT_ID",
  "alert_transition": "$ALERT_TRANSITION",
  "alert_type": "$ALERT_TYPE",
  "priority": "$ALERT_PRIORITY",
  "scopes": "$ALERT_SCOPE",
  "hostname": "$HOSTNAME",
  "tags": "$TAGS",
  "event_type": "$EVENT_TYPE",
  "link": "$LINK"
}`,
      },
    ],
    test: "A monitor's Test Notifications. It is accepted and makes no alert.",
    docs: "https://docs.datadoghq.com/integrations/webhooks/",
  }),
  newrelic: (to) => ({
    steps: [
      "Alerts, Destinations, Webhook: this address.",
      "Alerts, Workflows: add a workflow with that destination. Its default payload is read; keep issueId, state and priority in one of your own.",
    ],
    snippets: [addressOnly(to), authorization(to)],
    test: "Send test notification in the workflow's channel.",
    docs: "https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/#webhook",
  }),
  splunk: (to) => ({
    steps: [
      "Save the search as an alert, or edit one: Trigger Actions, Add Actions, Webhook, with this address.",
      "For Enterprise Security: the same action on the correlation search. Splunk Observability: Data Management, Webhook, with the same address.",
      "Splunk sends only to addresses on the allow list: Settings, Server settings, Webhook allow list.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "alert_actions.conf, where the allow list is kept in files",
        text: `[webhook]
enable_allowlist = true
allowlist.watchfloor = ${to.bare.replaceAll(".", "\\.")}.*`,
      },
    ],
    test: `| makeresults | eval host="test", severity="low" | sendalert webhook param.url="${to.url}"`,
    docs: "https://docs.splunk.com/Documentation/Splunk/latest/Alert/Webhooks",
  }),
  sentry: (to) => ({
    steps: [
      "Settings, Developer Settings, Create New Internal Integration: webhook URL as below, Alert Rule Action on, permission Issue & Event: Read, webhooks: issue.",
      "In an alert rule add the action “Send a notification via” that integration.",
    ],
    snippets: [addressOnly(to)],
    test: "Send Test Notification in the alert rule.",
    docs: "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
  }),
  pagerduty: (to) => ({
    steps: [
      "For tools that speak PagerDuty's Events API v2: put this address where they ask for its endpoint (https://events.pagerduty.com/v2/enqueue).",
      "Any routing key will do.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "From a shell",
        text: `curl -sS '${to.url}' -H 'Content-Type: application/json' -d '{
  "routing_key": "any", "event_action": "trigger", "dedup_key": "test-1",
  "payload": {"summary": "Test of Watchfloor", "source": "test", "severity": "info"}
}'`,
      },
    ],
    test: "The command above; with event_action resolve it ends again.",
    docs: "https://developer.pagerduty.com/docs/events-api-v2/trigger-events/",
  }),
}
