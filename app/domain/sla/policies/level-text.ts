import { levelRoles, type LevelRole } from "../clock/policy.ts"

/** A level as its target's draft holds it. */
export type LevelDraft = { readonly id: string; readonly share: number; readonly tell: LevelRole }

const most = 10
const part = /^(\d{1,4})\s*%\s+([a-z]+)$/

/**
 * The levels of a target as people write them: `50% owner, 75% lead, 120% admin`. Levels that were there keep their id, so
 * that nobody is told of one twice.
 *
 * @param kept the levels of the version that is changed
 * @returns null for anything else, for more than ten, and for one share twice
 */
export function levelsOf(text: string, kept: readonly LevelDraft[] = []): readonly LevelDraft[] | null {
  const parts = text.split(",").map((one) => one.trim().toLowerCase())
  if (parts.length === 1 && parts[0] === "") return []
  const levels = parts.map((one) => levelOf(one, kept))
  const shares = new Set(levels.map((level) => level?.share))
  if (levels.length > most || shares.size < levels.length) return null
  return levels.every((level) => level !== null) ? levels : null
}

/** The levels as `levelsOf` reads them. */
export function textOfLevels(levels: readonly LevelDraft[]): string {
  return [...levels]
    .sort((a, b) => a.share - b.share)
    .map(({ share, tell }) => `${Math.round(share * 100)}% ${tell}`)
    .join(", ")
}

function levelOf(text: string, kept: readonly LevelDraft[]): LevelDraft | null {
  const [, percent, word] = part.exec(text) ?? []
  const tell = levelRoles.find((role) => role === word)
  const share = Number(percent) / 100
  if (!tell || !(share > 0 && share <= 10)) return null
  const before = kept.find((level) => level.share === share && level.tell === tell)
  return before ?? { id: `${percent}-${tell}`, share, tell }
}
