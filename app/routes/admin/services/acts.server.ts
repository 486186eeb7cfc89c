import * as z from "zod"
import { readMatcher } from "#app/domain/matching/read-matcher.ts"
import { changeRouting } from "#app/domain/routing/change.server.ts"
import { readRouting } from "#app/domain/routing/read.server.ts"
import { archiveAsset } from "#app/domain/services/archive-asset.server.ts"
import { archiveService } from "#app/domain/services/archive-service.server.ts"
import { newAsset } from "#app/domain/services/asset.ts"
import { changeAsset } from "#app/domain/services/change-asset.server.ts"
import { changeService } from "#app/domain/services/change-service.server.ts"
import { createAsset } from "#app/domain/services/create-asset.server.ts"
import { createService } from "#app/domain/services/create-service.server.ts"
import { importAssets } from "#app/domain/services/import-assets.server.ts"
import { newService } from "#app/domain/services/service.ts"
import { parseForm } from "#app/http/parse-form.server.ts"
import { invalid } from "#app/kernel/errors.ts"
import { type AssetId, parseId, type ServiceId } from "#app/kernel/ids.ts"
import type { TenantTx } from "#db/tenant.ts"
import { importAnswer } from "./import-answer.ts"
import { changedPolicy } from "./policy-form.server.ts"

type Managing = TenantTx<"services.manage" | "services.read">

/** Does what a form of the page asks for. @throws DomainError `invalid`, each complaint beside its field; what the verb throws */
export async function performAct(t: Managing, form: FormData) {
  const act = String(form.get("act") ?? "")
  switch (act) {
    case "service": {
      const wanted = serviceOf(form)
      const id = form.get("id")
      await (id ? changeService(t, idOf<ServiceId>("service", id), wanted) : createService(t, wanted))
      return null
    }
    case "archive-service":
      await archiveService(t, idOf<ServiceId>("service", form.get("id")))
      return null
    case "asset": {
      const wanted = assetOf(form)
      const id = form.get("id")
      await (id ? changeAsset(t, idOf<AssetId>("asset", id), wanted) : createAsset(t, wanted))
      return null
    }
    case "archive-asset":
      await archiveAsset(t, idOf<AssetId>("asset", form.get("id")))
      return null
    case "import": {
      const { csv, apply } = parseForm(form, importing)
      return importAnswer(await importAssets(t, csv, { isPreview: !apply }), { isTaken: apply })
    }
    case "routing-reset":
      await changeRouting(t, null)
      return null
    default: {
      const { policy } = await readRouting(t, t.scope.tenantId)
      await changeRouting(t, changedPolicy(act, policy, form))
      return null
    }
  }
}

const importing = z.object({
  csv: z.string().trim().min(1, "paste the list").max(2_000_000, "import a part of it at a time"),
  apply: z
    .string()
    .default("")
    .transform((value) => value !== ""),
})

const idOf = <I extends AssetId | ServiceId>(kind: "asset" | "service", value: FormDataEntryValue | null) =>
  parseId<string>(kind, String(value ?? "")) as unknown as I

function serviceOf(form: FormData) {
  const { name, description, criticality } = parseForm(
    form,
    z.object({
      name: newService.shape.name,
      description: z.string().trim().max(2000),
      criticality: newService.shape.criticality,
    }),
  )
  const matcher = readMatcher(form, { required: false })
  if (!matcher.ok) throw invalid("A condition is not right yet.", matcher.error)
  return newService.parse({
    ...{ name, criticality, description: description || null },
    matcher: matcher.value.conditions.length > 0 ? matcher.value : null,
    dependsOn: form.getAll("dependsOn"),
  })
}

function assetOf(form: FormData) {
  const { aliases, serviceId, ...rest } = parseForm(
    form,
    z.object({
      ...{ name: newAsset.shape.name, kind: newAsset.shape.kind, criticality: newAsset.shape.criticality },
      aliases: z
        .string()
        .transform((text) =>
          text
            .split(/[\n,;]/)
            .map((alias) => alias.trim())
            .filter((alias) => alias !== ""),
        )
        .pipe(newAsset.shape.aliases.unwrap()),
      serviceId: z.string(),
    }),
  )
  return newAsset.parse({ ...rest, aliases, serviceId: serviceId || null })
}
