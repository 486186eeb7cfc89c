/** What failed, said again at the end of a long run: where, and the beginning of why. */
export type Failure = { readonly where: string; readonly why: string }

/** Lines of a reason that are repeated: enough to see what was expected. */
const mostLines = 15
/** What runners paint their messages with. */
// oxlint-disable-next-line no-control-regex
const colours = /\u001b\[[0-9;]*m/g

export function failure(where: string, why = ""): Failure {
  return { where, why: why.replace(colours, "").split("\n").slice(0, mostLines).join("\n") }
}

type VitestFile = {
  readonly name: string
  readonly status: string
  readonly message?: string
  readonly assertionResults?: readonly {
    readonly fullName: string
    readonly status: string
    readonly failureMessages?: readonly string[]
  }[]
}

/** Reads the JSON report of Vitest; a file that failed before its tests stands for them. */
export function vitestFailures(report: unknown): readonly Failure[] {
  const files = (report as { testResults?: readonly VitestFile[] } | null)?.testResults ?? []
  return files.flatMap((file) => {
    const failed = (file.assertionResults ?? []).filter((test) => test.status === "failed")
    if (failed.length > 0)
      return failed.map((test) =>
        failure(`${file.name} › ${test.fullName}`, test.failureMessages?.join("\n")),
      )
    return file.status === "failed" ? [failure(file.name, file.message)] : []
  })
}

type Suite = {
  readonly suites?: readonly Suite[]
  readonly specs?: readonly {
    readonly title: string
    readonly file: string
    readonly line: number
    readonly ok: boolean
    readonly tests?: readonly {
      readonly results?: readonly { readonly error?: { readonly message?: string } }[]
    }[]
  }[]
}

/** Reads the JSON report of Playwright. */
export function playwrightFailures(report: unknown): readonly Failure[] {
  return suitesFailures((report as Suite | null) ?? {})
}

function suitesFailures({ suites = [], specs = [] }: Suite): readonly Failure[] {
  const own = specs
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const results = (spec.tests ?? []).flatMap((test) => test.results ?? [])
      const why = results.flatMap((result) => result.error?.message ?? []).join("\n")
      return failure(`${spec.file}:${spec.line} › ${spec.title}`, why)
    })
  return [...own, ...suites.flatMap(suitesFailures)]
}
