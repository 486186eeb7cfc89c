import type { SetUps } from "./guide.ts"

/** A heartbeat from cron, a shell and PowerShell. */
export function heartbeatRecipes(url: string): string {
  return `# crontab: after the job, and only when it went well
0 2 * * * /usr/local/bin/backup && curl -fsS -m 10 --retry 3 -o /dev/null '${url}'

# in a shell script
curl -fsS -m 10 --retry 3 -o /dev/null '${url}'

# PowerShell
Invoke-RestMethod -Uri '${url}' -TimeoutSec 10 | Out-Null`
}

/** What no vendor made: heartbeats and mail. */
export const own: SetUps = {
  heartbeat: ({ url }) => ({
    steps: [
      "Let what you watch call this address each time it has run: any of these. GET, HEAD and POST are the same.",
    ],
    snippets: [
      { title: "Address", text: url },
      { title: "From cron, a shell or PowerShell", text: heartbeatRecipes(url) },
    ],
    test: "Call the address once: the source is live from then on.",
    docs: "docs/operating.md of the portal",
  }),
  mail: ({ bare, token }) => ({
    steps: [
      "Let the tool send its alert mails to the address on the source's page. Whoever knows the address can raise alerts.",
      "A relay may also post whole messages (RFC 5322) here.",
    ],
    snippets: [
      {
        title: "From a relay",
        text: `curl -sS '${bare}' -H 'Authorization: Bearer ${token}' -H 'Content-Type: message/rfc822' --data-binary @message.eml`,
      },
    ],
    test: "Send a mail to the address: its subject is the alert's title.",
    docs: "docs/operating.md of the portal",
  }),
}
