export type Theme = "dark" | "light"

/** The theme the browser chose before, from its cookie; dark otherwise, because watch rooms are dim. */
export function readTheme(cookie: string | null): Theme {
  return /(?:^|;\s*)theme=light(?:;|$)/.test(cookie ?? "") ? "light" : "dark"
}
