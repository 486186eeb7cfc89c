import { addressOnly, type SetUps } from "./guide.ts"

/** Services that look at websites from outside. */
export const uptime: SetUps = {
  pingdom: (to) => ({
    steps: [
      "Integrations, Add integration: type Webhook, this address, active.",
      "In every check that should arrive: Connect integrations, the new one.",
    ],
    snippets: [addressOnly(to)],
    test: "Test integration in the check's settings.",
    docs: "https://www.pingdom.com/resources/webhooks/",
  }),
  uptimerobot: (to) => ({
    steps: [
      "Integrations & API, Webhook, Add: this URL (it has to end with ? or &: add the question mark as below).",
      "Send as JSON on, this POST value, and notify of both up and down events.",
      "Give the contact to every monitor that should arrive.",
    ],
    snippets: [
      { title: "URL to notify", text: `${to.url}?` },
      {
        title: "POST value (JSON)",
        text: `{
  "monitorID": "*monitorID*",
  "monitorURL": "*monitorURL*",
  "monitorFriendlyName": "*monitorFriendlyName*",
  "alertType": "*alertType*",
  "alertTypeFriendlyName": "*alertTypeFriendlyName*",
  "alertDetails": "*alertDetails*",
  "alertDateTime": "*alertDateTime*",
  "sslExpiryDate": "*sslExpiryDate*"
}`,
      },
    ],
    test: "Test notification at the contact.",
    docs: "https://uptimerobot.com/integrations/webhooks-integration/",
  }),
  site24x7: (to) => ({
    steps: [
      "Admin, Third-Party Integrations, Webhooks: this URL, method POST, post as JSON, send incident parameters.",
      "Choose the monitors, groups or tags that should arrive. Trouble, Down, Critical and Up are read.",
    ],
    snippets: [addressOnly(to)],
    test: "Send a test alert in the integration.",
    docs: "https://www.site24x7.com/help/admin/third-party-integration/webhooks.html",
  }),
  "uptime-kuma": (to) => ({
    steps: [
      "Settings, Notifications, Setup Notification: type Webhook, this Post URL, request body Preset application/json.",
      "Default enabled, and apply on all existing monitors, if everything should arrive.",
    ],
    snippets: [addressOnly(to)],
    test: "The button Test of the notification.",
    docs: "https://github.com/louislam/uptime-kuma/wiki/Notification-Methods",
  }),
}
