/** Code points a password has, at least and at most (NIST SP 800-63B-4, 3.1.1.2). */
export const passwordLength = { alone: 15, withSecondFactor: 8, longest: 256 } as const

/** What a password is weighed against besides its length. */
export type PasswordCircumstances = {
  /** True when a second factor is asked for as well: a shorter password will do. */
  readonly hasSecondFactor: boolean
  /** What everybody who knows the person would try: address, name, organisation, product. */
  readonly about: readonly string[]
  /** True for a password in use everywhere. Asked in the form of `foldPassword`. */
  readonly isCommon: (folded: string) => boolean
}

/**
 * Why a new password will not do, in words for whoever chose it; null when it will. The whole of it is compared, never a
 * part, and nothing is said about which characters it must have. What is refused is never cut to fit.
 */
export function passwordProblem(password: string, where: PasswordCircumstances): string | null {
  const length = codePoints(normalisePassword(password))
  const shortest = where.hasSecondFactor ? passwordLength.withSecondFactor : passwordLength.alone
  if (length < shortest)
    return `has ${length} of at least ${shortest} characters. A few words in a row are long enough and easy to keep in mind.`
  if (length > passwordLength.longest) return `has more than ${passwordLength.longest} characters.`
  const folded = foldPassword(password)
  if (where.about.some((known) => namesOf(known).includes(squeeze(folded))))
    return "is your address, your name, your organisation's or the product's: the first thing anybody would try."
  if (where.isCommon(folded)) return "is one of the passwords most used, and among the first to be tried."
  const unit = repeatedUnit(folded)
  if (unit !== null && (codePoints(unit) <= 4 || where.isCommon(unit)))
    return "is the same few characters over and over, which is quickly guessed."
  return null
}

/** One password typed on two keyboards is one password: composed and decomposed letters, full and half width. */
export function normalisePassword(password: string): string {
  return password.normalize("NFKC")
}

/** The form in which passwords are looked up among the common ones. */
export function foldPassword(password: string): string {
  return normalisePassword(password).toLowerCase()
}

/** The address, what stands before its @, and the name, each without spaces and signs. */
function namesOf(known: string): string[] {
  const folded = foldPassword(known)
  return [folded, folded.split("@")[0] ?? ""].map(squeeze).filter((name) => name !== "")
}

function squeeze(text: string): string {
  return text.replaceAll(/[\s\p{P}\p{S}]+/gu, "")
}

/** What the text is two or more times in a row; null when it is no repetition. */
function repeatedUnit(text: string): string | null {
  const points = Array.from(text)
  for (let size = 1; size <= points.length / 2; size++)
    if (points.length % size === 0 && points.every((point, i) => point === points[i % size]))
      return points.slice(0, size).join("")
  return null
}

function codePoints(text: string): number {
  return Array.from(text).length
}
