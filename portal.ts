import { commands } from "#workers/commands/registry.ts"

/** The one command of the product: `portal COMMAND [options]`. */
async function main(): Promise<void> {
  const [name = "help", ...args] = process.argv.slice(2)
  const command = commands[name]
  if (!command) {
    console.error(`There is no command "${name}".\n`)
    console.error(usage())
    process.exitCode = 2
    return
  }
  await command.run(args)
}

/** The commands with what each does, for `portal help`. */
export function usage(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(width)}  ${does}`)
  return `Usage: portal COMMAND [options]\n\n${lines.join("\n")}`
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (process.env["LOG_LEVEL"] === "debug") console.error(error)
  process.exitCode = 1
})
