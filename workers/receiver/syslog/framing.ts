/** Bytes one message may have. RFC 5424 asks for 2,048 at least; events of security tools are longer. */
export const maxMessageBytes = 64 * 1024

/** The bytes of a connection make no sense any more; it is closed, for nothing after them can be trusted. */
export class FramingError extends Error {
  /** What was whole before them. */
  readonly before: readonly Buffer[]

  constructor(message: string, before: readonly Buffer[] = []) {
    super(message)
    this.before = before
  }
}

/**
 * Cuts a TCP stream into syslog messages, whatever the chunks: octet counting (`34 <13>…`) or one a line, as RFC 6587
 * describes them. Which of the two is seen at each message's first byte, as senders mix them after a reconnect.
 */
export class SyslogFraming {
  #held: Buffer = Buffer.alloc(0)

  /** @returns the messages that are now whole, without their framing @throws FramingError */
  push(chunk: Buffer): Buffer[] {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const whole: Buffer[] = []
    try {
      for (let next = this.#take(); next; next = this.#take()) if (next.length > 0) whole.push(next)
    } catch (error) {
      throw new FramingError(error instanceof Error ? error.message : String(error), whole)
    }
    return whole
  }

  /** What was left when the sender closed: a last line needs no end. @throws FramingError for half a counted message */
  end(): Buffer | null {
    const rest = this.#held
    this.#held = Buffer.alloc(0)
    if (rest.length === 0) return null
    if (isDigit(rest[0])) throw new FramingError("the connection ended within a counted message")
    return withoutEnd(rest)
  }

  #take(): Buffer | null {
    if (this.#held.length === 0) return null
    return isDigit(this.#held[0]) ? this.#takeCounted() : this.#takeLine()
  }

  #takeCounted(): Buffer | null {
    const space = this.#held.subarray(0, 8).indexOf(0x20)
    const digits = this.#held.subarray(0, space < 0 ? this.#held.length : space).toString("latin1")
    if (!/^[1-9]\d{0,5}$/.test(digits)) throw new FramingError("the length before a message is no number")
    if (Number(digits) > maxMessageBytes)
      throw new FramingError(`a message has more than ${maxMessageBytes} bytes`)
    if (space < 0) return null
    const end = space + 1 + Number(digits)
    if (this.#held.length < end) return null
    return withoutEnd(this.#cut(space + 1, end, end))
  }

  #takeLine(): Buffer | null {
    const feed = this.#held.indexOf(0x0a)
    const nul = this.#held.subarray(0, feed < 0 ? this.#held.length : feed).indexOf(0)
    const end = nul < 0 ? feed : nul
    if (end < 0 && this.#held.length <= maxMessageBytes) return null
    if (end < 0 || end > maxMessageBytes)
      throw new FramingError(`a line has more than ${maxMessageBytes} bytes`)
    return withoutEnd(this.#cut(0, end, end + 1))
  }

  #cut(from: number, to: number, rest: number): Buffer {
    const message = this.#held.subarray(from, to)
    this.#held = this.#held.subarray(rest)
    return message
  }
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

/** A line end within a counted message, or the carriage return before a line feed, is no part of it. */
function withoutEnd(message: Buffer): Buffer {
  let end = message.length
  while (end > 0 && [0x0a, 0x0d, 0].includes(message[end - 1] ?? -1)) end--
  return message.subarray(0, end)
}
