import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { newId } from "#app/kernel/ids.ts"
import { instant, plusSeconds } from "#app/kernel/time.ts"
import type { AuditEntry } from "./entry.ts"
import { genesisOf, type Head, linkHash, type Seal, sealNext } from "./seal.ts"
import { eraseAction, type Link, verifyLinks } from "./verify.ts"

const start = instant("2026-03-27T08:00:00.123456Z")
const genesis = genesisOf("provider")

const entry = (n: number, change: Partial<AuditEntry> = {}): AuditEntry => ({
  id: newId<"audit">(),
  at: plusSeconds(start, n),
  actor: { kind: "user", id: newId(), name: "Ana" },
  action: "alert.close",
  targetKind: "alert",
  targetId: newId(),
  result: "ok",
  reason: `reason ${n}`,
  before: { state: "new", n },
  after: { state: "closed", n },
  address: "192.0.2.7",
  userAgent: "Browser",
  requestId: newId(),
  clientId: newId<"tenant">(),
  onceKey: `once ${n}`,
  ...change,
})

function chainOf(entries: readonly AuditEntry[]): Link[] {
  let head: Head = genesis
  return entries.map((entry, i) => {
    const seal = sealNext(head, entry, String(i).padStart(32, "0"))
    head = seal
    return { seal, entry }
  })
}

const links = chainOf(Array.from({ length: 12 }, (_, n) => entry(n)))
const headHash = links.at(-1)!.seal.hash
const withEntry = (at: number, change: object): Link[] =>
  links.map((link, i) => (i === at ? { ...link, entry: { ...link.entry!, ...change } as AuditEntry } : link))
const withSeal = (at: number, change: Partial<Seal>): Link[] =>
  links.map((link, i) => (i === at ? { ...link, seal: { ...link.seal, ...change } } : link))

test("a chain nobody touched holds to its head", () => {
  expect(verifyLinks(genesis, links)).toEqual({
    ok: true,
    verifiedTo: { seq: 12, at: links[11]!.entry!.at },
    head: { seq: 12, hash: headHash },
  })
  expect(verifyLinks(genesis, [])).toEqual({ ok: true, verifiedTo: null, head: genesis })
})

const changes: Record<keyof AuditEntry, object> = {
  id: { id: newId() },
  at: { at: instant("2026-03-27T08:00:05.123457Z") },
  actor: { actor: { kind: "user", id: newId(), name: "Ana" } },
  action: { action: "alert.take" },
  targetKind: { targetKind: "incident" },
  targetId: { targetId: newId() },
  result: { result: "refused" },
  reason: { reason: null },
  before: { before: { n: 5, state: "newer" } },
  after: { after: null },
  address: { address: "192.0.2.8" },
  userAgent: { userAgent: "" },
  requestId: { requestId: null },
  clientId: { clientId: null },
  onceKey: { onceKey: null },
}

describe("whatever is done to a sealed entry is found, and named", () => {
  test.each(Object.entries(changes))("its %s changed", (field, change) => {
    const id = field === "id" ? links[5]!.seal.entryId : links[5]!.entry!.id
    expect(verifyLinks(genesis, withEntry(5, change))).toMatchObject({
      ok: false,
      verifiedTo: { seq: 5 },
      firstBad: { seq: 6, entryId: id },
    })
  })

  test("the actor's name alone", () => {
    const actor = { ...links[5]!.entry!.actor, name: "Ivo" }
    expect(verifyLinks(genesis, withEntry(5, { actor }))).toMatchObject({ ok: false, firstBad: { seq: 6 } })
  })

  test.each(["salt", "personalDigest", "entryDigest", "prevHash", "hash"] as const)(
    "its seal's %s",
    (field) => {
      expect(verifyLinks(genesis, withSeal(5, { [field]: "0".repeat(64) }))).toMatchObject({
        ok: false,
        firstBad: { seq: 6, entryId: links[5]!.entry!.id },
      })
    },
  )

  test("its seal pointed at another entry", () => {
    const entryId = newId<"audit">()
    expect(verifyLinks(genesis, withSeal(5, { entryId }))).toMatchObject({
      ok: false,
      firstBad: { seq: 6, entryId, why: "the link names another entry" },
    })
  })

  test("changed together with its digests: the next link does not follow", () => {
    const forged = sealNext(links[4]!.seal, { ...links[5]!.entry!, action: "alert.take" }, "00")
    const chain = links.map((link, i) =>
      i === 5 ? { seal: forged, entry: { ...link.entry!, action: "alert.take" } } : link,
    )
    expect(verifyLinks(genesis, chain)).toMatchObject({ ok: false, firstBad: { seq: 7 } })
  })
})

const place = fc.integer({ min: 0, max: links.length - 1 })

test("a deleted link is found, unless it was the newest", () => {
  fc.assert(
    fc.property(place, (at) => {
      const verdict = verifyLinks(genesis, links.toSpliced(at, 1))
      if (at === links.length - 1) expect(verdict.ok).toBe(true)
      else expect(verdict).toMatchObject({ ok: false, firstBad: { seq: at + 1, entryId: null } })
    }),
  )
})

test("a deleted entry is found and named, the newest as well", () => {
  fc.assert(
    fc.property(place, (at) => {
      const chain = links.map((link, i) => (i === at ? { ...link, entry: null } : link))
      expect(verifyLinks(genesis, chain)).toMatchObject({
        ok: false,
        firstBad: { seq: at + 1, entryId: links[at]!.entry!.id, why: "the entry is missing" },
      })
    }),
  )
})

test("two swapped entries, or two swapped links, are found at the first of them", () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      fc.pre(a < b)
      const entries = links.map(({ seal }, i) => ({
        seal,
        entry: links[i === a ? b : i === b ? a : i]!.entry,
      }))
      expect(verifyLinks(genesis, entries)).toMatchObject({ ok: false, firstBad: { seq: a + 1 } })
      const seals = links.map((link, i) => {
        const other = links[i === a ? b : i === b ? a : i]!
        return { seal: { ...other.seal, seq: link.seal.seq }, entry: other.entry }
      })
      expect(verifyLinks(genesis, seals)).toMatchObject({ ok: false, firstBad: { seq: a + 1 } })
    }),
  )
})

test("an inserted link is found", () => {
  fc.assert(
    fc.property(place, (at) => {
      const seal = sealNext(at === 0 ? genesis : links[at - 1]!.seal, entry(99), "00")
      const moved = links.slice(at).map((l) => ({ ...l, seal: { ...l.seal, seq: l.seal.seq + 1 } }))
      const chain = [...links.slice(0, at), { seal, entry: { ...entry(99), id: seal.entryId } }, ...moved]
      expect(verifyLinks(genesis, chain).ok).toBe(false)
    }),
  )
})

test("lost newest links show against a head noted elsewhere, and only against one", () => {
  const cut = links.slice(0, 9)
  expect(verifyLinks(genesis, cut).ok).toBe(true)
  expect(verifyLinks(genesis, cut, [headHash])).toMatchObject({ ok: false, firstBad: { seq: 10 } })
  expect(verifyLinks(genesis, links, [links[4]!.seal.hash, headHash]).ok).toBe(true)
})

test("another chain's links do not pass for this one's", () => {
  expect(verifyLinks(genesisOf(newId<"tenant">()), links).ok).toBe(false)
})

test("a stretch holds from the link before it", () => {
  expect(verifyLinks(links[5]!.seal, links.slice(6))).toMatchObject({ ok: true, verifiedTo: { seq: 12 } })
  expect(verifyLinks(links[4]!.seal, links.slice(6)).ok).toBe(false)
})

describe("an erased personal part", () => {
  const gone = { reason: null, before: null, after: null, address: null, userAgent: null, onceKey: null }
  const erase = (link: Link): Link => ({
    seal: { ...link.seal, salt: null },
    entry: { ...link.entry!, ...gone, actor: { ...link.entry!.actor, name: "" } },
  })
  const erasure = (id: string) =>
    chainOf([...links.map((l) => l.entry!), entry(20, { action: eraseAction, targetId: id })])

  test("keeps the chain whole when a later entry says so", () => {
    const chain = erasure(links[3]!.entry!.id).map((link, i) => (i === 3 ? erase(link) : link))
    expect(verifyLinks(genesis, chain)).toMatchObject({ ok: true, verifiedTo: { seq: 13 } })
  })

  test("is a fault when no entry does, or one about another", () => {
    for (const chain of [links, erasure(links[4]!.entry!.id)])
      expect(
        verifyLinks(
          genesis,
          chain.map((link, i) => (i === 3 ? erase(link) : link)),
        ),
      ).toMatchObject({
        ok: false,
        firstBad: { seq: 4, entryId: links[3]!.entry!.id },
      })
  })

  test("must be gone whole", () => {
    const chain = erasure(links[3]!.entry!.id).map((link, i) => {
      if (i !== 3) return link
      const erased = erase(link)
      return { ...erased, entry: { ...erased.entry!, address: "198.51.100.1" } }
    })
    expect(verifyLinks(genesis, chain).firstBad).toMatchObject({ seq: 4, why: "the link has lost its salt" })
  })
})

test("the hash is the published one: SHA-256(previous || position || digest)", () => {
  expect(linkHash("00".repeat(32), 1, "ff".repeat(32))).toBe(
    "4c48ddc6243fa09efdc6d3b6bee269f4c7e3c1206da86880e22a5faaa837c912",
  )
})
