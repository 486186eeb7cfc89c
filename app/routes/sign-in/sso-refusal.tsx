import type { Refusal } from "#app/auth/sso/finish.server.ts"
import { buttonClass } from "#app/ui/button.tsx"
import { SsoCard } from "./sso-card.tsx"

/** Why nobody was signed in, who can help, and the other ways. */
export function SsoRefusal({
  why,
  name,
  again,
}: {
  readonly why: Refusal
  /** What people call the provider; null when the address names none. */
  readonly name: string | null
  /** Where to begin anew; null when that cannot help. */
  readonly again: string | null
}) {
  const provider = name ?? "The identity provider"
  return (
    <SsoCard title="You are not signed in">
      <p role="alert" className="rounded-md bg-s1-tint px-3 py-2 text-s1-ink">
        {wordsOf(why, provider)}
      </p>
      {again ? (
        <a href={again} className={buttonClass("primary", "h-10")}>
          {name ? `Try ${name} again` : "Try again"}
        </a>
      ) : null}
      <a href="/sign-in?way=password" className={buttonClass("quiet", "h-10")}>
        Sign in another way
      </a>
      <p className="text-sm text-text-2">
        Where single sign-on is required, the other ways are open to administrators of Watchfloor alone.
      </p>
    </SsoCard>
  )
}

function wordsOf(why: Refusal, provider: string): string {
  switch (why) {
    case "unreachable":
      return `${provider} does not answer. That is not on your side: try again in a few minutes.`
    case "unusable":
      return `${provider} gave an answer that cannot be trusted. Tell your administrator: the audit log says what was wrong with it.`
    case "declined":
      return `${provider} did not sign you in.`
    case "spent":
    case "stale":
      return "This sign-in was begun in another browser or tab, took longer than ten minutes, or was used already. Begin again."
    case "off":
      return "Single sign-on was switched off or changed meanwhile. Ask your administrator."
    case "no-account":
      return "There is no account for you here. Ask your administrator for an invitation."
    case "no-address":
      return `${provider} does not vouch for an e-mail address that belongs here. Ask your administrator to check your address there.`
    case "not-invited":
      return "You have no account here yet. Ask your administrator for an invitation."
    case "not-allowed":
      return `Your account here has a password of its own. An administrator has to allow ${provider} for it first (Administration, Sign-on).`
    case "other-account":
      return `Your account here belongs to another account at ${provider}. If that was replaced, an administrator has to unlink the old one (Administration, Sign-on).`
    default:
      return why satisfies never
  }
}
