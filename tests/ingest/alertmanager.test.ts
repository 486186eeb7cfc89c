import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { freePort } from "../support/listeners.ts"
import { findProgram, hasProgram } from "../support/program.ts"

const { owner: _, ...config } = await testDatabase()
const { port, close } = await runReceiver({ port: 0, config, log: { error: () => {} }, isKnownAdapter })
afterAll(close)

const program = process.env["ALERTMANAGER"] ?? findProgram("prometheus-alertmanager")

test.skipIf(program === null && !hasProgram("prometheus-alertmanager", "prometheus-alertmanager"))(
  "a real Alertmanager delivers firing and resolved through its own webhook",
  async () => {
    const floor = await newFloor("alertmanager")
    const folder = mkdtempSync(join(tmpdir(), "watchfloor-alertmanager-"))
    const webPort = await freePort()
    const settings = join(folder, "alertmanager.yml")
    writeFileSync(
      settings,
      `route:
  receiver: watchfloor
  group_by: [alertname]
  group_wait: 1s
  group_interval: 1s
receivers:
  - name: watchfloor
    webhook_configs:
      - url: http://127.0.0.1:${port}/ingest/v1/alertmanager
        send_resolved: true
        http_config:
          authorization:
            credentials: ${floor.token}
`,
    )
    const alertmanager = spawn(
      program ?? "",
      [
        ...[`--config.file=${settings}`, `--storage.path=${folder}`],
        ...[`--web.listen-address=127.0.0.1:${webPort}`, "--cluster.listen-address="],
      ],
      { stdio: "ignore" },
    )
    const post = (endsAt?: string) =>
      fetch(`http://127.0.0.1:${webPort}/api/v2/alerts`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify([
          {
            labels: { alertname: "DiskFull", instance: "db-1:9100", severity: "critical" },
            annotations: { summary: "Disk full on db-1" },
            startsAt: new Date(Date.now() - 60_000).toISOString(),
            ...(endsAt ? { endsAt } : {}),
          },
        ]),
      }).then(
        (response) => response.status,
        () => 0,
      )
    const conditions = async () => {
      await floor.drain()
      return (await floor.alerts()).map(({ condition }) => condition)
    }
    try {
      await expect.poll(() => post()).toBe(200)
      await expect.poll(conditions).toEqual(["firing"])
      expect(await post(new Date().toISOString())).toBe(200)
      await expect.poll(conditions).toEqual(["cleared"])
      expect(await floor.alerts()).toMatchObject([{ severity: "critical", count: 1 }])
    } finally {
      alertmanager.kill("SIGKILL")
      rmSync(folder, { recursive: true, force: true })
    }
  },
  180_000,
)
