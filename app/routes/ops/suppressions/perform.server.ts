import { redirect } from "react-router"
import * as z from "zod"
import { withTenantOf } from "#app/auth/guards.server.ts"
import type { Person } from "#app/auth/principal.ts"
import { releaseAlert } from "#app/domain/alerts/release.server.ts"
import { cancelWindow } from "#app/domain/maintenance/cancel.server.ts"
import { endSuppression } from "#app/domain/suppressions/end.server.ts"
import { extendSuppression } from "#app/domain/suppressions/extend.server.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { parseId } from "#app/kernel/ids.ts"

const rule = z.object({ client: z.uuid(), rule: z.uuid() })
const longer = rule.extend({ validSeconds: z.coerce.number().int().min(60) })
const window = z.object({ client: z.uuid(), window: z.uuid() })
const alert = z.object({ alert: z.uuid() })
const needs = ["suppressions.manage"] as const

/** What is done to rules, windows and hidden alerts from a list or from an alert's page. */
export async function perform(person: Person, form: FormData): Promise<void> {
  switch (form.get("act")) {
    case "end": {
      const { client, rule: id } = parseForm(form, rule)
      await withTenantOf(person, tenant(client), needs, (t) =>
        endSuppression(t, parseId("suppression-rule", id)),
      )
      return
    }
    case "extend": {
      const { client, rule: id, validSeconds } = parseForm(form, longer)
      await withTenantOf(person, tenant(client), needs, (t) =>
        extendSuppression(t, parseId("suppression-rule", id), validSeconds),
      )
      return
    }
    case "cancel": {
      const { client, window: id } = parseForm(form, window)
      await withTenantOf(person, tenant(client), needs, (t) =>
        cancelWindow(t, parseId("maintenance-window", id)),
      )
      return
    }
    case "release": {
      const id = parseId("alert", parseForm(form, alert).alert)
      await withTenantOf(person, { kind: "alert", id }, needs, (t) => releaseAlert(t, id))
      throw redirect(`/ops/alerts/${id}`)
    }
    default:
      throw invalid("There is no such act. Load the page again.")
  }
}

const tenant = (id: string) => ({ kind: "tenant", id: parseId("tenant", id) }) as const
