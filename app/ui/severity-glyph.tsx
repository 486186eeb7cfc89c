import type { Severity } from "#app/domain/alerts/severity.ts"

const shapes: Record<Severity, { code: string; word: string; tone: string; path: React.ReactNode }> = {
  critical: {
    code: "S1",
    word: "Critical",
    tone: "text-s1",
    path: (
      <>
        <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
        <path d="M7 4h2v5H7zM7 10.5h2v2H7z" fill="var(--c-surface)" />
      </>
    ),
  },
  high: { code: "S2", word: "High", tone: "text-s2", path: <path d="M8 1.5 15 14H1z" fill="currentColor" /> },
  medium: {
    code: "S3",
    word: "Medium",
    tone: "text-s3",
    path: <path d="M8 1 15 8 8 15 1 8z" fill="currentColor" />,
  },
  low: {
    code: "S4",
    word: "Low",
    tone: "text-s4",
    path: (
      <>
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
        <circle cx="8" cy="8" r="2" fill="currentColor" />
      </>
    ),
  },
  info: {
    code: "S5",
    word: "Info",
    tone: "text-s5",
    path: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  },
}

/** Severity by shape, code, word and colour: none of them alone has to carry it. */
export function SeverityGlyph({
  severity,
  withWord = false,
}: {
  readonly severity: Severity
  readonly withWord?: boolean
}) {
  const { code, word, tone, path } = shapes[severity]
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap" title={word}>
      <svg data-glyph viewBox="0 0 16 16" className={`size-4 shrink-0 ${tone}`} aria-hidden="true">
        {path}
      </svg>
      <span className="tnum text-xs font-medium text-text-2">{code}</span>
      {withWord ? (
        <span className="text-xs text-text-2">{word}</span>
      ) : (
        <span className="sr-only">{word}</span>
      )}
    </span>
  )
}

export const severityWord = (severity: Severity): string => shapes[severity].word
export const severityCode = (severity: Severity): string => shapes[severity].code
