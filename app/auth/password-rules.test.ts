import fc from "fast-check"
import { expect, test } from "vitest"
import { foldPassword, normalisePassword, passwordLength, passwordProblem } from "./password-rules.ts"

const common = new Set(["password", "administrator", "correct horse battery staple"])
const about = [
  "ana.petrova@watchfloor.example",
  "Ana Petrova-Williams",
  "Nordbank Beteiligungs AG",
  "Watchfloor",
]
const weigh = (password: string, hasSecondFactor = false) =>
  passwordProblem(password, { hasSecondFactor, about, isCommon: (folded) => common.has(folded) })

test.each([
  ["fourteen chars", "fourteen chars", false, /14 of at least 15/],
  ["fifteen characters", "fifteen chars ok", false, null],
  ["seven with a second factor", "seven c", true, /7 of at least 8/],
  ["eight with a second factor", "eight ch", true, null],
  ["no digit, no capital, no sign", "nur kleine woerter hier", false, null],
  ["a common one, in capitals", "Correct Horse Battery Staple", false, /most used/],
  ["a common one twice", "administratorAdministrator", false, /over and over/],
  ["one letter", "aaaaaaaaaaaaaaaaaa", false, /over and over/],
  ["four letters", "abcdabcdabcdabcd", false, /over and over/],
  ["a common one inside another", "my administrator is asleep", false, null],
  ["one's own address", "Ana.Petrova@Watchfloor.example", false, /first thing/],
  ["what stands before the @", "ana-petrova", true, /first thing/],
  ["one's own name, joined", "anapetrovawilliams", false, /first thing/],
  ["the organisation", "nordbank beteiligungs ag", false, /first thing/],
  ["the product", "WatchFloor", true, /first thing/],
  ["one's own name among other words", "ana petrova-williams sells seashells", false, null],
])("%s", (_name, password, hasSecondFactor, problem) => {
  if (problem) expect(weigh(password, hasSecondFactor)).toMatch(problem)
  else expect(weigh(password, hasSecondFactor)).toBeNull()
})

const point = fc.string({ unit: "binary", minLength: 1, maxLength: 1 })

test("any text of 64 to 256 code points will do, whatever its letters", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 64, maxLength: 256 }), fc.uuid(), (letters, chance) => {
      const password = `${chance}${letters.join("")}`
      fc.pre(Array.from(normalisePassword(password)).length <= passwordLength.longest)
      expect(weigh(password)).toBeNull()
    }),
  )
})

test("code points are counted, not bytes and not halves of them", () => {
  const faces = Array.from({ length: 14 }, (_, i) => String.fromCodePoint(0x1f600 + i)).join("")
  expect(faces.length).toBe(28)
  expect(weigh(faces)).toMatch(/14 of at least 15/)
  expect(weigh(`${faces}😺`)).toBeNull()
  expect(weigh("界".repeat(8) + "海".repeat(7))).toBeNull()
})

test("256 are taken whole, 257 are refused and not cut", () => {
  const long = Array.from({ length: 256 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("")
  expect(weigh(long)).toBeNull()
  expect(weigh(`${long}x`)).toMatch(/more than 256/)
  fc.assert(
    fc.property(fc.string({ minLength: 257, maxLength: 2000 }), (text) => {
      fc.pre(Array.from(normalisePassword(text)).length > 256)
      expect(weigh(text)).toMatch(/more than 256/)
    }),
  )
})

test("composed and decomposed are the same password, judged alike", () => {
  const words = fc.array(fc.constantFrom("é", "ü", "Å", "ﬁ", "한", "ñ", "a", " ", "ｗ"), {
    minLength: 5,
    maxLength: 40,
  })
  fc.assert(
    fc.property(words, (letters) => {
      const text = letters.join("")
      expect(normalisePassword(text.normalize("NFD"))).toBe(normalisePassword(text.normalize("NFC")))
      expect(weigh(text.normalize("NFD"))).toBe(weigh(text.normalize("NFC")))
    }),
  )
})

test("nothing but the whole is compared", () => {
  fc.assert(
    fc.property(fc.constantFrom(...common), fc.string({ minLength: 20, maxLength: 40 }), (word, rest) => {
      fc.pre(!foldPassword(rest).startsWith(word))
      expect(weigh(`${word}${rest}#x9`) ?? "").not.toMatch(/most used/)
    }),
  )
})
