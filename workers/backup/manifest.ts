import * as z from "zod"

/** What a backup folder says of itself. A folder without it is no whole backup. */
export const manifestSchema = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** The newest migration of the database it was taken from: it goes back into the same version only. */
  migration: z.string(),
  /** The oldest received_at in it, for the month partitions that must be there; null without history. */
  oldest: z.string().nullable(),
  /** In an order in which every row's references are there before it. */
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.string().regex(/^[a-z_0-9]+$/)),
      rows: z.int().min(0),
      /** Hex SHA-256 of the table's file as it lies on disk. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>

export const manifestFile = "manifest.json"
export const fileOf = (table: string) => `${table}.copy.gz`
