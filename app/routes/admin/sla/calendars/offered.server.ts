import { countries } from "#app/domain/sla/catalogue/holidays.ts"

/** What a calendar's form lets one choose from. */
export function offered() {
  return { zones: ["UTC", ...Intl.supportedValuesOf("timeZone")], countries: countries() }
}
