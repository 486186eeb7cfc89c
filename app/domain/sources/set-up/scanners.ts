import { addressOnly, postedReport, type SetUps } from "./guide.ts"

const json = "application/json"

/** Scanners whose reports are posted when they are done. */
export const scanners: SetUps = {
  trivy: (to) => ({
    steps: [
      "Post the JSON report from the pipeline that scans. Findings that are fixed end when their status says so.",
      "Trivy Operator: set its webhook instead.",
    ],
    snippets: [
      postedReport(to, "trivy image --format json --output report.json IMAGE", "report.json", json),
      {
        title: "Trivy Operator",
        text: `OPERATOR_WEBHOOK_BROADCAST_URL=${to.url}
OPERATOR_SEND_DELETED_REPORTS=true`,
      },
    ],
    test: "trivy image --format json alpine:3.10, posted the same way.",
    docs: "https://trivy.dev/latest/docs/configuration/reporting/#json",
  }),
  grype: (to) => ({
    steps: ["Post the JSON report from the pipeline that scans."],
    snippets: [postedReport(to, "grype IMAGE --output json --file report.json", "report.json", json)],
    test: "grype alpine:3.10 -o json, posted the same way.",
    docs: "https://github.com/anchore/grype#json",
  }),
  nuclei: (to) => ({
    steps: ["Post the results as JSON lines when the scan is done."],
    snippets: [
      postedReport(
        to,
        "nuclei -u https://TARGET -jsonl -o results.jsonl",
        "results.jsonl",
        "application/x-ndjson",
      ),
    ],
    test: "A scan of a host of your own with -tags tech.",
    docs: "https://docs.projectdiscovery.io/opensource/nuclei/running#output-formats",
  }),
  nessus: (to) => ({
    steps: [
      "Export the scan as .nessus (or CSV) and post it; a body has at most 8 MiB inflated, so export by host group and compress with gzip.",
      "Vulnerability Management: post the chunks of the vulnerabilities export as they are.",
    ],
    snippets: [
      {
        title: "After each scan",
        text: `gzip -c scan.nessus | curl -sSf '${to.bare}' -H 'Authorization: Bearer ${to.token}' \\
  -H 'Content-Type: text/xml' -H 'Content-Encoding: gzip' --data-binary @-`,
      },
    ],
    test: "A basic scan of one host.",
    docs: "https://developer.tenable.com/docs/vulnerability-export-attributes",
  }),
  openvas: (to) => ({
    steps: [
      "Configuration, Alerts, New Alert: event Task run status changed to Done; method HTTP Get tells only that it is done, so post the report by gvm-cli.",
    ],
    snippets: [
      postedReport(
        to,
        `gvm-cli socket --xml "<get_reports report_id='ID' details='1' ignore_pagination='1'/>" > report.xml`,
        "report.xml",
        "text/xml",
      ),
    ],
    test: "A discovery scan of one host.",
    docs: "https://docs.greenbone.net/API/GMP/gmp-22.5.html#command_get_reports",
  }),
  generic: (to) => ({
    steps: [
      "For scripts, and tools that can shape what they send: POST a JSON object (or a list, or JSON lines) with at least a title.",
      "severity: critical, high, medium, low or info. status: firing or resolved. key: what stays the same from firing to resolved.",
    ],
    snippets: [
      addressOnly(to),
      {
        title: "From a shell",
        text: `curl -sS '${to.bare}' -H 'Authorization: Bearer ${to.token}' -H 'Content-Type: application/json' -d '{
  "key": "backup-db-1", "title": "Backup of db-1 failed", "severity": "high",
  "status": "firing", "asset": "db-1", "description": "exit code 2"
}'`,
      },
    ],
    test: "The command above; with status resolved it ends again.",
    docs: "docs/api.md of the portal",
  }),
  mapped: (to) => ({
    steps: [
      "In the tool's webhook settings: method POST, this address. JSON, JSON lines, forms and text are taken.",
      "Send something, then say on the page Mapping how it is read. What came before is kept and can be replayed.",
    ],
    snippets: [addressOnly(to)],
    test: "Whatever the tool offers; every delivery is shown on the page Mapping.",
    docs: "https://jmespath.site/main/",
  }),
}
