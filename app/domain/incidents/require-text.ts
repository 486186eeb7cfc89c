import { invalid } from "#app/kernel/errors.ts"

/** Characters of a reason or an account. */
const most = 5000

/**
 * What somebody wrote in a field, fit to be kept: without space around it, well-formed, without NUL.
 *
 * @param wanted what to say where nothing was written
 * @throws DomainError `invalid` for nothing and for too much
 */
export function requireText(text: string, field: string, wanted: string, limit = most): string {
  const kept = text.trim().toWellFormed().replaceAll("\0", "\uFFFD")
  if (kept === "") throw invalid(wanted, { [field]: wanted })
  if (kept.length > limit) {
    const tooLong = `Keep it to ${limit} characters.`
    throw invalid(tooLong, { [field]: tooLong })
  }
  return kept
}
