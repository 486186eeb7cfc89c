import type { Command } from "./command.ts"
import { exportAudit } from "./export-audit.ts"
import { verifyAuditDatabase, verifyAuditFile } from "./verify-audit.ts"
import { option } from "./command.ts"
import { withDatabase } from "./database.ts"

export const audit: Command = {
  does: "audit verify [FILE] [--head HASH]: checks an export or every chain; audit export --client X|--provider --out FILE",
  async run([verb, ...args]) {
    if (verb === "export") return withDatabase(() => exportAudit(args))
    if (verb !== "verify")
      throw new Error(
        "Usage: portal audit verify [FILE] [--head HASH], or portal audit export --client X|--provider --out FILE",
      )
    const head = option(args, "head")?.toLowerCase()
    const file = args.find((arg, i) => !arg.startsWith("--") && args[i - 1] !== "--head")
    const holds = await (file ? verifyAuditFile(file, head) : withDatabase(() => verifyAuditDatabase(head)))
    if (!holds) process.exitCode = 1
  },
}
