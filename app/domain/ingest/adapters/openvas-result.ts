/** A result, whichever file it stood in. */
export type OpenvasResult = {
  readonly id: string | null
  readonly oid: string | null
  readonly name: string | null
  readonly host: string | null
  readonly address: string | null
  /** `22/tcp`, `general/tcp` */
  readonly port: string | null
  /** High, Medium, Low, Log, Debug, False Positive; Critical since version 22. */
  readonly threat: string | null
  readonly score: string | null
  readonly cves: readonly string[]
  readonly summary: string | null
  readonly detail: string | null
  readonly solution: string | null
  readonly seen: string | null
  readonly labels: Readonly<Record<string, string>>
}
