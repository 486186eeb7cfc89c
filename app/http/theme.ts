export type Theme = "dark" | "light"

/** The theme the browser chose before, from its cookie; dark otherwise, because watch rooms are dim. */
export function readTheme(cookie: string | null): Theme {
  return /(?:^|;\s*)(?:__Host-)?theme=light(?:;|$)/.test(cookie ?? "") ? "light" : "dark"
}

/** The Set-Cookie line that keeps it. No script reads it; over https the name pins it to this host. */
export function themeCookie(theme: Theme, https: boolean): string {
  const year = 31_536_000
  const kept = `Path=/; Max-Age=${year}; HttpOnly; SameSite=Lax`
  return https ? `__Host-theme=${theme}; ${kept}; Secure` : `theme=${theme}; ${kept}`
}
