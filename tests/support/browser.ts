import { existsSync } from "node:fs"
import { join } from "node:path"
import { tmpdir } from "node:os"

export type BrowserLaunch = {
  readonly executablePath?: string
  readonly args: string[]
  readonly env?: Record<string, string>
}

const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/**
 * Which Chromium tests run in: the one named by CHROMIUM_PATH, the machine's, the one inside an npm package, else
 * Playwright's own. As root Chromium needs --no-sandbox.
 */
export async function browserLaunch(): Promise<BrowserLaunch> {
  const args = [...quiet, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])]
  const onMachine = [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ].find((path) => path && existsSync(path))
  if (onMachine) return { executablePath: onMachine, args }
  if (process.platform !== "linux" || process.arch !== "x64") return { args }
  // The packed libraries it unpacks beside itself are only set up where it believes to be in a Lambda.
  process.env["AWS_LAMBDA_JS_RUNTIME"] ??= "nodejs22.x"
  const { default: chromium } = await import("@sparticuz/chromium")
  const executablePath = await chromium.executablePath()
  const libraries = [join(tmpdir(), "al2023/lib"), join(tmpdir(), "al2/lib")]
    .filter((path) => existsSync(path))
    .join(":")
  const env = {
    ...definedOf(process.env),
    LD_LIBRARY_PATH: [libraries, process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":"),
  }
  return {
    executablePath,
    args: [
      ...chromium.args.filter((arg) => !arg.startsWith("--single-process") && !arg.startsWith("--headless")),
      ...args,
    ],
    env,
  }
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
