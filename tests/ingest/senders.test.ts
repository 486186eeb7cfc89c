import { execFileSync, spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { isKnownAdapter } from "#app/domain/ingest/registry.ts"
import { runReceiver } from "#workers/receiver/main.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { anyPort, freePort, listen, open, storedOf } from "../support/listeners.ts"
import { hasProgram } from "../support/program.ts"

const { owner: _, ...config } = await testDatabase()
const { close } = await runReceiver({
  port: 0,
  config,
  log: { error: () => {} },
  isKnownAdapter,
  listeners: { host: "127.0.0.1", ports: anyPort, tls: null, mail: null },
})
afterAll(close)
const { bodies } = storedOf(config)

async function opened(kind: "syslog-tcp" | "syslog-udp") {
  const floor = await newFloor("syslog")
  const port = await freePort()
  await listen(floor, { kind, port })
  if (kind === "syslog-tcp")
    await expect
      .poll(() =>
        open(port).then(
          ({ socket }) => Boolean(socket.destroy()),
          () => false,
        ),
      )
      .toBe(true)
  return { floor, port }
}

test.skipIf(!hasProgram("logger", "util-linux"))(
  "logger delivers over TCP, counted and by lines",
  async () => {
    const { floor, port } = await opened("syslog-tcp")
    const say = (text: string, ...more: string[]) =>
      execFileSync("logger", [
        ...["--server", "127.0.0.1", "--port", String(port), "--tcp", "--priority", "daemon.err"],
        ...["--tag", "real", ...more, text],
      ])
    say("counted by logger", "--octet-count", "--rfc5424")
    say("a line of logger", "--rfc3164")
    await expect.poll(async () => (await bodies(floor)).length).toBe(2)
    await floor.drain()
    expect((await floor.alerts()).map(({ title }) => title).sort()).toEqual([
      "real: a line of logger",
      "real: counted by logger",
    ])
  },
)

test.skipIf(!hasProgram("rsyslogd", "rsyslog"))("rsyslog delivers over TCP what it is told", async () => {
  const { floor, port } = await opened("syslog-tcp")
  const folder = mkdtempSync(join(tmpdir(), "watchfloor-rsyslog-"))
  const inPort = await freePort()
  const settings = join(folder, "rsyslog.conf")
  writeFileSync(
    settings,
    `global(workDirectory="${folder}")
module(load="imtcp")
input(type="imtcp" port="${inPort}" address="127.0.0.1")
*.* action(type="omfwd" target="127.0.0.1" port="${port}" protocol="tcp" TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format")
`,
  )
  const rsyslog = spawn("rsyslogd", ["-n", "-f", settings, "-i", join(folder, "pid")], { stdio: "ignore" })
  try {
    await expect
      .poll(() =>
        open(inPort).then(
          ({ socket }) => Boolean(socket.destroy()),
          () => false,
        ),
      )
      .toBe(true)
    const { socket } = await open(inPort)
    socket.end("<11>Mar  2 08:00:00 fw-1 app: relayed by rsyslog\n")
    await expect.poll(async () => (await bodies(floor)).join("\n")).toContain("relayed by rsyslog")
    await floor.drain()
    expect(await floor.alerts()).toMatchObject([{ asset: "fw-1", title: "app: relayed by rsyslog" }])
  } finally {
    rsyslog.kill("SIGKILL")
    rmSync(folder, { recursive: true, force: true })
  }
})
