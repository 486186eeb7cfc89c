/** One verb of `portal`. A thrown error ends the program with its message and exit code 1. */
export type Command = {
  /** What it does, in a line of `portal help`. */
  readonly does: string
  readonly run: (args: readonly string[]) => Promise<void>
}

/** The value behind `--name`, from `--name value` or `--name=value`. */
export function option(args: readonly string[], name: string): string | undefined {
  const flag = `--${name}`
  const at = args.findIndex((arg) => arg === flag || arg.startsWith(`${flag}=`))
  const found = args[at]
  if (found === undefined) return undefined
  return found === flag ? args[at + 1] : found.slice(flag.length + 1)
}

export function hasFlag(args: readonly string[], name: string): boolean {
  return args.includes(`--${name}`)
}

/** @throws Error that says which option is missing and what it is for */
export function requiredOption(args: readonly string[], name: string, meaning: string): string {
  const value = option(args, name)
  if (!value) throw new Error(`--${name} is missing: ${meaning}.`)
  return value
}
