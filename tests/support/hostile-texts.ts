/** Where a text that runs would leave its mark, and what it would ask for. Neither may ever happen. */
export const mark = "window.__marked=1"
export const canary = "/canary"

/** What monitored devices, senders and people may call things, by what it tries. Shown, each is only text. */
export const hostileTexts: Readonly<Record<string, string>> = {
  script: `<script>${mark};fetch('${canary}')</script>`,
  "script end in data": `</script><script>${mark}</script>`,
  "image handler": `<img src=${canary} onerror="${mark};alert(1)">`,
  "svg handler": `<svg/onload=${mark}><animate onbegin=${mark}></svg>`,
  "details handler": `<details open ontoggle=${mark}>x</details>`,
  "frame document": `<iframe srcdoc="<script>parent.${mark}</script>" src=${canary}></iframe>`,
  "out of an attribute": `" autofocus onfocus="${mark}" x="`,
  "out of a single quote": `' onmouseover='${mark}' x='`,
  "out of a comment": `--><script>${mark}</script><!--`,
  "out of a title": `</title><script>${mark}</script>`,
  "style and import": `<style>@import '${canary}';*{display:none}</style><link rel=stylesheet href=${canary}>`,
  "base and form": `<base href=//evil.example><form action=${canary}><button>Sign in</button></form>`,
  refresh: `<meta http-equiv=refresh content="0;url=${canary}">`,
  "script address": `javascript:${mark}`,
  "data address": `data:text/html,<script>${mark}</script>`,
  "template braces": `{{7*7}} \${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('${mark}')()}}`,
  entities: "&lt;b&gt; &#60;script&#62; &amp;quot; %3Cscript%3E",
  formula: '=HYPERLINK("https://evil.example","x")',
  "other formulas": "+1+1 @SUM(1) -2+3 \t=1",
  "turned around": "invoice\u202Egnp.exe\u2066 \u2067 never closed",
  "no width": "ad\u200Bmin\u2060\uFEFF",
  "right to left": "שלום שרת נפל مرحبا",
  terminal: "\u001b[2J\u001b[31mred\u009b0m\u0007",
  NUL: "before\u0000after",
  "half a pair": "half \uD800 a pair",
  "line ends": "first\r\nsecond\u2028third",
  "stacked marks": `Z${"\u0335\u0353".repeat(60)}`,
  "a prototype": "__proto__",
  "quotes for SQL": "'; drop table alerts; --",
  "without end": "W".repeat(10_000),
}

/** The bodies in which each adapter's tool would carry the text: in every field that holds one. */
export function hostileBodies(text: string, key: string): Readonly<Record<string, unknown>> {
  const firing = { title: text, description: text, asset: text, rule: text, url: text, sourceSeverity: text }
  return {
    generic: {
      ...firing,
      ...{
        key,
        severity: "high",
        labels: { [text]: text },
        techniques: [text],
        observables: observables(text),
      },
    },
    alertmanager: {
      ...{ version: "4", receiver: text, status: "firing", groupKey: text, externalURL: text },
      alerts: [
        {
          ...{ status: "firing", fingerprint: key, startsAt: "2026-01-01T00:00:00Z", generatorURL: text },
          labels: { alertname: text, severity: "critical", instance: text, job: text, [text]: text },
          annotations: { summary: text, description: text, runbook_url: text },
        },
      ],
    },
    wazuh: {
      ...{ id: key, timestamp: "2026-01-01T00:00:00Z", location: text, full_log: text },
      rule: {
        level: 12,
        description: text,
        id: text,
        groups: [text],
        mitre: { id: [text], technique: [text] },
      },
      agent: { id: text, name: text, ip: text },
      data: { srcip: text, srcuser: text, url: text, [text]: text },
    },
    zabbix: {
      ...{ event_id: key, event_source: "0", event_value: "1", event_nseverity: "4", trigger_id: key },
      ...{
        event_name: text,
        host_name: text,
        host_ip: text,
        event_tags: text,
        zabbix_url: text,
        event_opdata: text,
      },
    },
    pagerduty: {
      ...{ event_action: "trigger", dedup_key: key, routing_key: key, client: text, client_url: text },
      payload: {
        summary: text,
        source: text,
        severity: "critical",
        component: text,
        class: text,
        custom_details: { [text]: text },
      },
      links: [{ href: text, text }],
    },
    suricata: {
      ...{
        event_type: "alert",
        timestamp: "2026-01-01T00:00:00.000000+0000",
        src_ip: text,
        dest_ip: text,
        host: text,
      },
      alert: {
        signature: text,
        category: text,
        severity: 1,
        signature_id: Math.abs(hashOf(key)),
        action: "allowed",
      },
      http: { hostname: text, url: text, http_user_agent: text },
    },
  }
}

const observables = (text: string) =>
  ["user", "url", "domain", "mail"].map((type) => ({
    type,
    value: type === "url" ? `https://evil.example/${text}` : text,
  }))

const hashOf = (text: string) =>
  Array.from(text).reduce((sum, c) => (sum * 31 + (c.codePointAt(0) ?? 0)) | 0, 7)
