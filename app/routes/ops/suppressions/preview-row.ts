import type { Preview } from "#app/domain/suppressions/preview.ts"

/** A preview of one client, as plain values. */
export type PreviewRow = Omit<Preview, "client" | "examples"> & {
  readonly clientId: string
  readonly client: string
  readonly examples: readonly (Omit<Preview["examples"][number], "at"> & { readonly at: string })[]
}
