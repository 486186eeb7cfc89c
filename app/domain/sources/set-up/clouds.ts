import { addressOnly, authorization, type Address, type SetUps, type Snippet } from "./guide.ts"

const topic = (to: Address): Snippet => ({
  title: "Amazon SNS",
  text: `aws sns subscribe --topic-arn TOPIC_ARN --protocol https \\
  --notification-endpoint '${to.url}'`,
})

/** EventBridge posts the event itself, with the token as a header of its connection. */
const destination = ({ bare, token }: Address, pattern: string): Snippet => ({
  title: "Amazon EventBridge",
  text: `aws events create-connection --name watchfloor --authorization-type API_KEY \\
  --auth-parameters '{"ApiKeyAuthParameters":{"ApiKeyName":"Authorization","ApiKeyValue":"Bearer ${token}"}}'
aws events create-api-destination --name watchfloor --http-method POST \\
  --connection-arn CONNECTION_ARN --invocation-endpoint '${bare}'
aws events put-rule --name watchfloor --event-pattern '${pattern}'
aws events put-targets --rule watchfloor \\
  --targets 'Id=watchfloor,Arn=API_DESTINATION_ARN,RoleArn=ROLE_ARN'`,
})

const subscription =
  "SNS asks once whether the subscription is wanted. The question is shown on this source's page: confirm it there. The portal visits nothing by itself."

/** Alarms and findings of the large clouds. */
export const clouds: SetUps = {
  cloudwatch: (to) => ({
    steps: [
      "Give the alarms an SNS topic for their states In alarm, OK and Insufficient data, and subscribe this address to it.",
      subscription,
      "Or send the alarms' state changes by EventBridge; then there is nothing to confirm.",
    ],
    snippets: [
      topic(to),
      destination(to, `{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"]}`),
    ],
    test: "aws cloudwatch set-alarm-state --alarm-name NAME --state-value ALARM --state-reason test",
    docs: "https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html",
  }),
  guardduty: (to) => ({
    steps: [
      "Findings go to EventBridge by themselves. Send them on to an API destination with this address.",
      "The role of the target needs events:InvokeApiDestination. Or let the rule's target be an SNS topic that this address is subscribed to.",
      subscription,
    ],
    snippets: [
      destination(to, `{"source":["aws.guardduty"],"detail-type":["GuardDuty Finding"]}`),
      topic(to),
    ],
    test: "aws guardduty create-sample-findings --detector-id ID --finding-types Recon:EC2/PortProbeUnprotectedPort",
    docs: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html",
  }),
  securityhub: (to) => ({
    steps: [
      "Findings go to EventBridge by themselves. Send them on to an API destination with this address.",
      "The role of the target needs events:InvokeApiDestination. Updates of a finding's workflow arrive by the same rule, and end its alert.",
      subscription,
    ],
    snippets: [
      destination(to, `{"source":["aws.securityhub"],"detail-type":["Security Hub Findings - Imported"]}`),
      topic(to),
    ],
    test: "aws securityhub batch-import-findings with one finding of your own.",
    docs: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-integration-types.html",
  }),
  "azure-monitor": (to) => ({
    steps: [
      "Monitor, Alerts, Action groups, Create: action type Webhook, this URI, Enable the common alert schema: Yes.",
      "Give the action group to the alert rules that should arrive. Rules with “Automatically resolve alerts” tell their ends too.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "Azure CLI",
        text: `az monitor action-group create --resource-group RG --name watchfloor --short-name watchfloor \\
  --action webhook watchfloor '${to.url}' usecommonalertschema`,
      },
    ],
    test: "Test action group in the portal.",
    docs: "https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/action-groups#webhook",
  }),
  "gcp-monitoring": (to) => ({
    steps: [
      "Monitoring, Alerting, Edit notification channels, Webhooks, Add new: this endpoint URL.",
      "Give the channel to the alerting policies that should arrive. Incidents that close are sent too.",
    ],
    snippets: [addressOnly(to)],
    test: "Test connection in the channel.",
    docs: "https://cloud.google.com/monitoring/support/notification-options#webhooks",
  }),
  "google-workspace": (to) => ({
    steps: [
      "Alert center: let a project's Pub/Sub topic receive alerts (alerts settings of the Alert Center API), then add a push subscription with this endpoint.",
      "Audit logs: share them with Google Cloud, route them by a log sink to the same topic.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "gcloud",
        text: `gcloud pubsub subscriptions create watchfloor --topic=alerts \\
  --push-endpoint='${to.url}'`,
      },
    ],
    test: "Report a message as phishing in a test mailbox.",
    docs: "https://developers.google.com/workspace/admin/alertcenter/guides/notifications",
  }),
  github: (to) => ({
    steps: [
      "Organisation or repository, Settings, Webhooks, Add webhook: this payload URL, content type application/json.",
      "Leave Secret empty: the address itself is the secret, so keep it to those who run webhooks.",
      "Let me select individual events: Code scanning alerts, Dependabot alerts, Secret scanning alerts, Repository advisories.",
    ],
    snippets: [addressOnly(to)],
    test: "GitHub sends a ping at once; it is accepted and makes no alert. Recent Deliveries, Redeliver repeats one.",
    docs: "https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks",
  }),
  okta: (to) => ({
    steps: [
      "Workflow, Event Hooks, Create Event Hook: this URL. Authentication may stay empty; or use the URL without the token, field Authorization and the secret below.",
      "Subscribe to the events that should arrive: user.session.start, user.account.lock, security.threat.detected, policy.rule.update, user.account.privilege.grant and others.",
      "Verify: Okta asks the address with a challenge, which the portal answers.",
    ],
    snippets: [addressOnly(to), { title: "Authentication secret", text: `Bearer ${to.token}` }],
    test: "Preview, Deliver Request in the event hook.",
    docs: "https://developer.okta.com/docs/concepts/event-hooks/",
  }),
  msgraph: (to) => ({
    steps: [
      "A Logic App with a recurrence trigger asks https://graph.microsoft.com/v1.0/security/alerts_v2 for what changed since its last run, with a managed identity that has SecurityAlert.Read.All.",
      "Its next action is HTTP: POST, this URI, body of the answer. Pages of alerts, incidents and risk detections are read as they are.",
      "Change notifications alone are not enough: they hold the alert's address, not the alert.",
    ],
    snippets: [addressOnly(to), authorization(to)],
    test: "Run the Logic App once.",
    docs: "https://learn.microsoft.com/en-us/graph/api/security-list-alerts_v2",
  }),
  sentinel: (to) => ({
    steps: [
      "Automation, Create, Playbook with incident trigger. Add an HTTP action: POST, this URI, the header and body below.",
      "Automation, Create, Automation rule: when an incident is created, and another for updated; run the playbook.",
      "Microsoft Sentinel itself needs the right to run playbooks in their resource group.",
    ],
    snippets: [
      addressOnly(to),
      { title: "Header", text: "Content-Type: application/json" },
      { title: "Body", text: "@triggerBody()" },
    ],
    test: "Run playbook on an incident.",
    docs: "https://learn.microsoft.com/en-us/azure/sentinel/automation/create-playbooks",
  }),
  defender: (to) => ({
    steps: [
      "Defender XDR: a Logic App with a recurrence trigger asks https://graph.microsoft.com/v1.0/security/incidents?$expand=alerts (SecurityIncident.Read.All) for what changed, then posts the answer here.",
      "Defender for Cloud: Environment settings, Workflow automation: security alerts start a Logic App whose HTTP action posts @triggerBody() here.",
      "The streaming API works by Event Hubs and a function that posts each batch here.",
    ],
    snippets: [addressOnly(to), authorization(to)],
    test: "Defender for Cloud: Security alerts, Sample alerts.",
    docs: "https://learn.microsoft.com/en-us/azure/defender-for-cloud/workflow-automation",
  }),
}
