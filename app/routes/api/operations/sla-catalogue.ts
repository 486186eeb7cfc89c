import * as z from "zod"
import { withProvider } from "#app/auth/guards.server.ts"
import {
  listCalendars,
  listPolicies,
  readCalendar,
  readPolicy,
} from "#app/domain/sla/catalogue/list.server.ts"
import { saveCalendar } from "#app/domain/sla/catalogue/save-calendar.server.ts"
import { savePolicy } from "#app/domain/sla/catalogue/save-policy.server.ts"
import { parseId } from "#app/kernel/ids.ts"
import { type Instant, instant } from "#app/kernel/time.ts"
import { defineOperation } from "../operation.ts"
import {
  calendarJson,
  calendarSchema,
  newCalendar,
  newPolicy,
  policyJson,
  policySchema,
} from "../sla-catalogue-schemas.ts"

const tag = "SLA"
const read = ["sla.read"] as const
const write = ["sla.manage", "sla.read"] as const
const saved = z.object({ id: z.uuid(), version: z.int() })
const startOf = (text: string | undefined, now: Instant) => (text === undefined ? now : instant(text))

export const listSlaCalendarsOperation = defineOperation({
  ...{ id: "listSlaCalendars", method: "GET", path: "/sla/calendars", tag, status: 200 },
  summary: "The newest version of every calendar",
  answer: z.object({ items: z.array(calendarSchema) }),
  run: ({ who }) =>
    withProvider(who, read, async (tx) => ({ items: (await listCalendars(tx)).map(calendarJson) })),
})

export const createSlaCalendarOperation = defineOperation({
  ...{ id: "createSlaCalendar", method: "POST", path: "/sla/calendars", tag, status: 201 },
  summary: "Add a calendar",
  body: newCalendar,
  answer: saved,
  run: ({ who, body: { name, calendar, effectiveFrom } }) =>
    withProvider(who, write, async (tx) => {
      const draft = { name, draft: calendar, effectiveFrom: startOf(effectiveFrom, tx.now) }
      const { id, version } = await saveCalendar(tx, draft)
      return { id, version }
    }),
})

export const readSlaCalendarOperation = defineOperation({
  ...{ id: "readSlaCalendar", method: "GET", path: "/sla/calendars/{calendarId}", tag, status: 200 },
  summary: "Every version of a calendar, newest first",
  answer: z.object({ items: z.array(calendarSchema) }),
  run: ({ who, params }) =>
    withProvider(who, read, async (tx) => ({
      items: (await readCalendar(tx, parseId("sla-calendar", params["calendarId"]))).map(calendarJson),
    })),
})

export const saveSlaCalendarOperation = defineOperation({
  ...{ id: "saveSlaCalendar", method: "POST", tag, status: 201 },
  path: "/sla/calendars/{calendarId}/versions",
  summary: "Save a calendar as its next version, and every policy that names it",
  body: newCalendar,
  answer: saved.extend({ policies: z.int().meta({ description: "Policies that got a version for it" }) }),
  run: ({ who, params, body: { name, calendar, effectiveFrom } }) =>
    withProvider(who, write, (tx) =>
      saveCalendar(tx, {
        ...{ id: parseId("sla-calendar", params["calendarId"]), name, draft: calendar },
        effectiveFrom: startOf(effectiveFrom, tx.now),
      }),
    ),
})

export const listSlaPoliciesOperation = defineOperation({
  ...{ id: "listSlaPolicies", method: "GET", path: "/sla/policies", tag, status: 200 },
  summary: "The newest version of every policy",
  answer: z.object({ items: z.array(policySchema) }),
  run: ({ who }) =>
    withProvider(who, read, async (tx) => ({ items: (await listPolicies(tx)).map(policyJson) })),
})

export const createSlaPolicyOperation = defineOperation({
  ...{ id: "createSlaPolicy", method: "POST", path: "/sla/policies", tag, status: 201 },
  summary: "Add a policy; it holds for nobody until it is bound to a client",
  body: newPolicy,
  answer: saved,
  run: ({ who, body: { name, policy, effectiveFrom } }) =>
    withProvider(who, write, (tx) =>
      savePolicy(tx, { name, draft: policy, effectiveFrom: startOf(effectiveFrom, tx.now) }),
    ),
})

export const readSlaPolicyOperation = defineOperation({
  ...{ id: "readSlaPolicy", method: "GET", path: "/sla/policies/{policyId}", tag, status: 200 },
  summary: "Every version of a policy, newest first",
  answer: z.object({ items: z.array(policySchema) }),
  run: ({ who, params }) =>
    withProvider(who, read, async (tx) => ({
      items: (await readPolicy(tx, parseId("sla-policy", params["policyId"]))).map(policyJson),
    })),
})

export const saveSlaPolicyOperation = defineOperation({
  ...{ id: "saveSlaPolicy", method: "POST", path: "/sla/policies/{policyId}/versions", tag, status: 201 },
  summary: "Save a policy as its next version; clients keep what they were promised",
  body: newPolicy,
  answer: saved,
  run: ({ who, params, body: { name, policy, effectiveFrom } }) =>
    withProvider(who, write, (tx) =>
      savePolicy(tx, {
        ...{ id: parseId("sla-policy", params["policyId"]), name, draft: policy },
        effectiveFrom: startOf(effectiveFrom, tx.now),
      }),
    ),
})
