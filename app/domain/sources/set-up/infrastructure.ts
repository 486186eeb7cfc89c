import { addressOnly, authorization, type SetUps } from "./guide.ts"

/** Tools that watch hosts, networks and clusters. */
export const infrastructure: SetUps = {
  zabbix: (to) => ({
    steps: [
      "Alerts, Media types, Create media type: type Webhook, the parameters and the script below.",
      "Users: give a user this medium, with read access to what should arrive.",
      "Alerts, Actions, Trigger actions: send to that user, also as a recovery operation.",
    ],
    snippets: [
      {
        title: "Parameters",
        text: `url = ${to.url}
event_source = {EVENT.SOURCE}
event_id = {EVENT.ID}
event_value = {EVENT.VALUE}
event_name = {EVENT.NAME}
event_nseverity = {EVENT.NSEVERITY}
event_severity = {EVENT.SEVERITY}
event_tags = {EVENT.TAGSJSON}
event_opdata = {EVENT.OPDATA}
event_date = {EVENT.DATE}
event_time = {EVENT.TIME}
trigger_id = {TRIGGER.ID}
trigger_description = {TRIGGER.DESCRIPTION}
host_name = {HOST.NAME}
host_ip = {HOST.IP}
zabbix_url = {$ZABBIX.URL}`,
      },
      {
        title: "Script",
        text: `var params = JSON.parse(value);
var request = new HttpRequest();
request.addHeader('Content-Type: application/json');
var url = params.url;
delete params.url;
var answer = request.post(url, JSON.stringify(params));
if (request.getStatus() !== 202) {
  throw 'Watchfloor answered ' + request.getStatus() + ': ' + answer;
}
return 'OK';`,
      },
    ],
    test: "The media type's Test.",
    docs: "https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook",
  }),
  nagios: ({ bare, token }) => ({
    steps: [
      "Add the commands and the contact, and name the contact in the contact group of what should arrive.",
      "Verify with nagios -v nagios.cfg, then reload.",
      "Icinga 2: a NotificationCommand whose command is the same curl, with its own runtime macros ($host.name$, $service.state$) behind the same names.",
    ],
    snippets: [
      {
        title: "commands.cfg",
        text: `define command {
  command_name  notify-service-by-watchfloor
  command_line  /usr/bin/curl -sS -m 10 '${bare}' -H 'Authorization: Bearer ${token}' \\
    --data-urlencode 'NOTIFICATIONTYPE=$NOTIFICATIONTYPE$' --data-urlencode 'HOSTNAME=$HOSTNAME$' \\
    --data-urlencode 'HOSTADDRESS=$HOSTADDRESS$' --data-urlencode 'SERVICEDESC=$SERVICEDESC$' \\
    --data-urlencode 'SERVICESTATE=$SERVICESTATE$' --data-urlencode 'SERVICEPROBLEMID=$SERVICEPROBLEMID$' \\
    --data-urlencode 'SERVICEOUTPUT=$SERVICEOUTPUT$' --data-urlencode 'TIMET=$TIMET$'
}
define command {
  command_name  notify-host-by-watchfloor
  command_line  /usr/bin/curl -sS -m 10 '${bare}' -H 'Authorization: Bearer ${token}' \\
    --data-urlencode 'NOTIFICATIONTYPE=$NOTIFICATIONTYPE$' --data-urlencode 'HOSTNAME=$HOSTNAME$' \\
    --data-urlencode 'HOSTADDRESS=$HOSTADDRESS$' --data-urlencode 'HOSTSTATE=$HOSTSTATE$' \\
    --data-urlencode 'HOSTPROBLEMID=$HOSTPROBLEMID$' --data-urlencode 'HOSTOUTPUT=$HOSTOUTPUT$' \\
    --data-urlencode 'TIMET=$TIMET$'
}
define contact {
  contact_name                   watchfloor
  service_notification_commands  notify-service-by-watchfloor
  host_notification_commands     notify-host-by-watchfloor
  service_notification_period    24x7
  host_notification_period       24x7
  service_notification_options   w,u,c,r,f
  host_notification_options      d,u,r,f
}`,
      },
    ],
    test: "Send custom service notification in the web interface; in illegal_macro_output_chars the single quote has to stay listed.",
    docs: "https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html",
  }),
  checkmk: (to) => ({
    steps: [
      "Save the script as ~/local/share/check_mk/notifications/watchfloor in the site and make it executable.",
      "Setup, Notifications: add a rule with the method watchfloor and the address as its first parameter.",
    ],
    snippets: [
      {
        title: "watchfloor",
        text: `#!/usr/bin/env python3
# Watchfloor
import json, os, urllib.request

notice = {k[7:]: v for k, v in os.environ.items() if k.startswith("NOTIFY_")}
request = urllib.request.Request(
    notice.pop("PARAMETER_1"),
    data=json.dumps(notice).encode(),
    headers={"Content-Type": "application/json"},
)
urllib.request.urlopen(request, timeout=10)`,
      },
      { title: "Parameter", text: to.url },
    ],
    test: "Setup, Notifications, Test notifications.",
    docs: "https://docs.checkmk.com/latest/en/notifications.html#scripts",
  }),
  librenms: (to) => ({
    steps: [
      "Alerts, Alert Transports, Create: type API, method POST, this address, header and body.",
      "Give the transport to the alert rules that should arrive, with recovery alerts on.",
    ],
    snippets: [
      { title: "API URL", text: to.url },
      { title: "Headers", text: "Content-Type=application/json" },
      {
        title: "Body",
        text: `{
  "alert_id": "{{ $alert_id }}",
  "rule_id": "{{ $rule_id }}",
  "name": "{{ $name }}",
  "title": "{{ $title }}",
  "state": "{{ $state }}",
  "severity": "{{ $severity }}",
  "timestamp": "{{ $timestamp }}",
  "device_id": "{{ $device_id }}",
  "hostname": "{{ $hostname }}",
  "sysName": "{{ $sysName }}",
  "ip": "{{ $ip }}",
  "os": "{{ $os }}",
  "location": "{{ $location }}",
  "elapsed": "{{ $elapsed }}"
}`,
      },
    ],
    test: "The button Test transport. It is accepted and makes no alert.",
    docs: "https://docs.librenms.org/Alerting/Transports/Api/",
  }),
  prtg: (to) => ({
    steps: [
      "Setup, Account Settings, Notification Templates, Add: Execute HTTP Action, method POST, this address and postdata.",
      "On the group or sensor add state triggers for Down and Warning, each with the template for the end of the condition too.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "Postdata",
        text: "sensorid=%sensorid&sensor=%name&device=%device&group=%group&probe=%probe&host=%host&status=%status&laststatus=%laststatus&lastvalue=%lastvalue&message=%message&priority=%priority&datetime=%datetime&linksensor=%linksensor",
      },
    ],
    test: "The notification template's Send test notification.",
    docs: "https://www.paessler.com/manuals/prtg/notifications_based_on_state_triggers",
  }),
  solarwinds: (to) => ({
    steps: [
      "Alerts & Activity, Manage Alerts: edit the alert. Trigger Actions: add Send a GET or POST Request to a Web Server, POST, content type application/json, this body.",
      "Reset Actions: the same, with ActionType Reset.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "Body of the trigger action",
        text: [
          "{",
          '  "ActionType": "Trigger",',
          '  "AlertID": "${N=Alerting;M=AlertID}",',
          '  "AlertObjectID": "${N=Alerting;M=AlertObjectID}",',
          '  "AlertName": "${N=Alerting;M=AlertName}",',
          '  "AlertMessage": "${N=Alerting;M=AlertMessage}",',
          '  "AlertDescription": "${N=Alerting;M=AlertDescription}",',
          '  "Severity": "${N=Alerting;M=Severity}",',
          '  "AlertTriggerTime": "${N=Alerting;M=AlertTriggerTime;F=DateTime}",',
          '  "AlertDetailsUrl": "${N=Alerting;M=AlertDetailsUrl}",',
          '  "NodeName": "${N=SwisEntity;M=Caption}",',
          '  "IPAddress": "${N=SwisEntity;M=IP_Address}"',
          "}",
        ].join("\n"),
      },
    ],
    test: "Simulate in the trigger action.",
    docs: "https://documentation.solarwinds.com/en/success_center/orionplatform/content/core-sending-get-or-post-http-request-sw1085.htm",
  }),
  vmware: (to) => ({
    steps: [
      "Aria Operations: Configure, Alerts, Outbound Settings, Add: Webhook Notification Plugin (or REST), this address.",
      "Configure, Alerts, Notifications: a rule with that instance. Criticality, status and resource are read from the default payload.",
      "Aria Operations for Logs: Configuration, Webhook: the same address.",
    ],
    snippets: [addressOnly(to), authorization(to)],
    test: "Test in the outbound instance.",
    docs: "https://techdocs.broadcom.com/us/en/vmware-cis/aria/aria-operations/8-18.html",
  }),
  kubernetes: ({ bare, token }) => ({
    steps: [
      "Install kubernetes-event-exporter with this configuration.",
      "It needs to watch events in all namespaces; keep the type filter, or every pod that starts is sent.",
    ],
    snippets: [
      {
        title: "config.yaml of kubernetes-event-exporter",
        text: `logLevel: warn
route:
  routes:
    - match:
        - type: Warning
          receiver: watchfloor
        - reason: NodeNotReady|NodeReady
          receiver: watchfloor
receivers:
  - name: watchfloor
    webhook:
      endpoint: ${bare}
      headers:
        Authorization: Bearer ${token}
        Content-Type: application/json`,
      },
    ],
    test: "kubectl run watchfloor-test --image=does-not-exist.invalid/x --restart=Never; delete the pod afterwards.",
    docs: "https://github.com/resmoio/kubernetes-event-exporter",
  }),
}
