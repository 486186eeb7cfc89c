/** A preview of one client, as plain values. */
export type PreviewRow = {
  readonly clientId: string
  readonly client: string
  readonly days: number
  readonly total: number
  readonly looked: number
  readonly hidden: number
  readonly becameIncidents: number
  readonly open: number
  readonly openInIncidents: number
  readonly examples: readonly {
    readonly id: string
    readonly title: string
    readonly asset: string | null
    readonly at: string
    readonly isInIncident: boolean
  }[]
}
