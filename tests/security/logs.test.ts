import { spawn } from "node:child_process"
import { expect, test } from "vitest"
import { projectRoot } from "#db/migrate.ts"
import { freePort } from "../support/e2e-portal.ts"
import { testDatabase } from "../support/database.ts"
import { newFloor } from "../support/floor.ts"
import { hostileTexts } from "../support/hostile-texts.ts"
import { bearerOf, signedIn, somePassword } from "../support/signed-in.ts"
import { plainRequest, type PlainRequest } from "../support/plain-request.ts"

/* What the built portal writes to its output while hostile people use it, word by word. */
const { owner, ...config } = await testDatabase()
const planted = {
  password: "planted-password-3141592653",
  query: "planted-query-secret-2718281828",
  cookie: "planted-cookie-1618033988",
  token: `wfa_planted${"0".repeat(30)}`,
  source: "planted-source-token-1414213562",
  field: "planted-field-1732050807",
}

async function runWeb() {
  const port = await freePort()
  const web = spawn(process.execPath, ["build/portal.js", "web", "--with-ingest"], {
    cwd: projectRoot(),
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: config.ownerUrl,
      SECRET_KEY: config.secretKey,
      LOG_LEVEL: "trace",
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  let output = ""
  for (const stream of [web.stdout, web.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")))
  await new Promise<void>((resolve, reject) => {
    web.on("message", (message) => message === "listening" && resolve())
    web.once("exit", () => reject(new Error(output)))
  })
  return {
    url: `http://localhost:${port}`,
    async end() {
      const ended = new Promise((resolve) => web.once("exit", resolve))
      web.kill("SIGTERM")
      await ended
      return output
    },
  }
}

test("log lines are one JSON a line, without secrets, and no text of others steers them", async () => {
  const floor = await newFloor()
  const admin = await signedIn("admin")
  const bearer = await bearerOf("admin")
  const web = await runWeb()
  const ask = (path: string, request: PlainRequest = {}) =>
    plainRequest(web.url, path, {
      ...request,
      headers: { "sec-fetch-site": "same-origin", ...request.headers },
    })
  const form = (fields: Record<string, string>) => ({
    ...{ method: "POST", body: new URLSearchParams(fields).toString() },
    headers: { "content-type": "application/x-www-form-urlencoded" },
  })
  const json = { "content-type": "application/json" }
  await ask("/sign-in", form({ email: "a@b.example", password: planted.password }))
  await ask("/sign-in", form({ email: admin.email, password: somePassword }))
  await ask(`/ops/queue?q=${planted.query}`, { headers: { cookie: `session=${planted.cookie}` } })
  await ask("/api/v1/alerts", { headers: { authorization: `Bearer ${planted.token}` } })
  await ask(`/ingest/v1/generic/${planted.source}`, { method: "POST", headers: json, body: "{}" })
  for (const [name, text] of Object.entries(hostileTexts)) {
    const body = JSON.stringify({ title: text, key: name, description: planted.field })
    await ask(`/ingest/v1/generic/${floor.token}`, { method: "POST", headers: json, body })
    const report = {
      "csp-report": { "document-uri": `https://x/${text}`, "blocked-uri": text, "effective-directive": text },
    }
    if (text.length < 5_000) await ask("/csp-report", { method: "POST", body: JSON.stringify(report) })
    await ask(`/ops/${encodeURIComponent(text.toWellFormed()).slice(0, 500)}`, {
      headers: { cookie: admin.cookie },
    })
  }
  // Faults of ours, so that there are errors to look at: a statement fails with such values in it.
  await owner`revoke select on alerts from portal_web, portal_portfolio`
  await owner`revoke insert on audit_entries from portal_web`
  await ask(`/ops/queue?q=${planted.query}`, { headers: { cookie: admin.cookie } })
  await ask(`/api/v1/alerts?search=${planted.query}`, { headers: bearer })
  await ask("/api/v1/clients", {
    method: "POST",
    headers: { ...bearer, ...json },
    body: JSON.stringify({ name: planted.field }),
  })
  await owner`grant select on alerts to portal_web, portal_portfolio`
  await owner`grant insert on audit_entries to portal_web`
  const output = await web.end()

  expect(output).toContain("a request failed")
  expect(output).toContain("an API call failed")
  expect(output).toContain("stopped by its content security policy")
  const session = admin.cookie.split("=")[1] ?? "none"
  const secrets = [
    ...Object.values(planted),
    session,
    bearer.authorization.slice(7),
    floor.token,
    config.secretKey,
    somePassword,
  ]
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([])
  const lines = output.split("\n").filter(Boolean)
  expect(lines.filter((line) => !isJson(line))).toEqual([])
  expect(
    lines.filter((line) => /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u.test(line)),
  ).toEqual([])
}, 60_000)

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object"
  } catch {
    return false
  }
}
