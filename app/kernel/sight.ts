import type { TenantId } from "./ids.ts"

/**
 * At which clients somebody reads more than others of a security incident that is need to know: all of it, and what of it
 * is asked of the NOC. Everywhere else they read that it is there.
 */
export type Sight = {
  readonly restricted: "all" | readonly TenantId[]
  readonly asked: "all" | readonly TenantId[]
}

/** The portal's own, which keeps every record whatever it says. */
export const fullSight: Sight = { restricted: "all", asked: "all" }
