export const errorCodes = ["not_found", "forbidden", "conflict", "invalid", "limit", "unavailable"] as const
export type ErrorCode = (typeof errorCodes)[number]

/**
 * The one error verbs throw. The message is shown to the person; routes map the code to a status and workers
 * to retry or give up. Another tenant's row is `not_found`, never `forbidden`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode
  /** Field name to what is wrong with it, for `invalid`. */
  readonly fields: Readonly<Record<string, string>>

  constructor(code: ErrorCode, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = "DomainError"
    this.code = code
    this.fields = fields
  }
}

export function notFound(what: string): DomainError {
  return new DomainError("not_found", `${what} not found.`)
}

export function conflict(message: string): DomainError {
  return new DomainError("conflict", message)
}

export function invalid(message: string, fields: Readonly<Record<string, string>> = {}): DomainError {
  return new DomainError("invalid", message, fields)
}
