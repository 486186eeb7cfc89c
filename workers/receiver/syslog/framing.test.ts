import fc from "fast-check"
import { expect, test } from "vitest"
import { FramingError, maxMessageBytes, SyslogFraming } from "./framing.ts"

const messages = (...chunks: readonly (string | Buffer)[]) => {
  const framing = new SyslogFraming()
  const whole = chunks.flatMap((chunk) => framing.push(Buffer.from(chunk)))
  const last = framing.end()
  return [...whole, ...(last ? [last] : [])].map((message) => message.toString("utf8"))
}

test.each([
  ["lines", ["<13>a\n<14>b\n"], ["<13>a", "<14>b"]],
  ["lines of Windows", ["<13>a\r\n<14>b\r\n"], ["<13>a", "<14>b"]],
  ["lines that end with NUL", ["<13>a\0<14>b\0"], ["<13>a", "<14>b"]],
  ["a last line without end", ["<13>a\n<14>b"], ["<13>a", "<14>b"]],
  ["counted", ["5 <13>a5 <14>b"], ["<13>a", "<14>b"]],
  ["counted, with line feeds within", ["9 <13>a\nb\nc5 <14>b"], ["<13>a\nb\nc", "<14>b"]],
  ["counted, with a line feed after", ["6 <13>a\n5 <14>b"], ["<13>a", "<14>b"]],
  ["mixed", ["5 <13>a<14>b\n5 <15>c"], ["<13>a", "<14>b", "<15>c"]],
  ["counted in bytes, not characters", ["6 <13>ü"], ["<13>ü"]],
  ["empty lines are none", ["\n\n<13>a\n\n"], ["<13>a"]],
  ["a length in two chunks", ["1", "0 <13>abcdef"], ["<13>abcdef"]],
  ["nothing", [], []],
] as const)("%s", (_name, chunks, wanted) => expect(messages(...chunks)).toEqual(wanted))

test.each([
  ["a length that is none", "12x <13>a"],
  ["a length with a leading zero", "05 <13>a"],
  ["a length beyond the limit", `${maxMessageBytes + 1} <13>`],
  ["digits without end", "1234567"],
  ["a line beyond the limit", `<13>${"x".repeat(maxMessageBytes)}`],
  ["a counted message cut short", "50 <13>abc"],
])("%s ends the connection", (_name, bytes) => expect(() => messages(bytes)).toThrow(FramingError))

test("what was whole before the bytes that make no sense is given with the error", () => {
  const error = (() => {
    try {
      new SyslogFraming().push(Buffer.from("<13>a\n5 <14>b0x"))
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toBeInstanceOf(FramingError)
  expect((error as FramingError).before.map(String)).toEqual(["<13>a", "<14>b"])
})

test("however a stream is cut, its messages are the same", () => {
  const message = fc
    .string({ unit: "grapheme", minLength: 0, maxLength: 60 })
    .map((text) => `<13>1 ${text.replaceAll(/[\n\r\0]/g, " ")}x`)
  const framed = fc.tuple(message, fc.boolean()).map(([text, counted]) => ({
    text,
    bytes: counted ? `${Buffer.byteLength(text)} ${text}` : `${text}\n`,
  }))
  fc.assert(
    fc.property(
      fc.array(framed, { maxLength: 12 }),
      fc.array(fc.nat(200), { maxLength: 20 }),
      (list, cuts) => {
        const stream = Buffer.from(list.map(({ bytes }) => bytes).join(""))
        const at = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b)
        const chunks = [0, ...at].map((from, i) => stream.subarray(from, at[i] ?? stream.length))
        expect(messages(...chunks)).toEqual(list.map(({ text }) => text))
      },
    ),
  )
})
