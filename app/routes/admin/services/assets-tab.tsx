import { Form, Link } from "react-router"
import { Button, buttonClass } from "#app/ui/button.tsx"
import { ConfirmButton } from "#app/ui/confirm-button.tsx"
import { ChoiceField, PayloadField, TextField } from "#app/ui/field.tsx"
import { EmptyState } from "#app/ui/page-header.tsx"
import { Said } from "#app/ui/said.tsx"
import { FormDialog } from "./form-dialog.tsx"
import { ImportAssets } from "./import-assets.tsx"
import type { PlainAsset, ServicesProps } from "./props.ts"

type Props = ServicesProps & {
  readonly assets: readonly PlainAsset[]
  readonly assetCount: number
  readonly search: string
  readonly next: string | null
}

/** The client's machines, accounts and devices by every name its tools use for them. */
export function AssetsTab(props: Props) {
  const { chosen, services, assets, assetCount, search, next, mayManage } = props
  const nameOf = new Map(services.map(({ id, name }) => [id, name]))
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-end gap-2">
        {mayManage ? <AssetDialog {...{ chosen, services }} /> : null}
        <Form method="get" role="search" className="ml-auto flex min-w-0 flex-wrap items-end gap-2">
          <input type="hidden" name="client" value={chosen.id} />
          <input type="hidden" name="tab" value="assets" />
          <TextField label="Name or alias" name="q" type="search" defaultValue={search} maxLength={100} />
          <Button type="submit">Find</Button>
        </Form>
      </div>
      {mayManage ? <ImportAssets client={chosen.id} /> : null}
      {assets.length === 0 ? (
        <EmptyState title={assetCount === 0 ? `${chosen.name} has no assets yet` : "Nothing matches"}>
          {assetCount === 0
            ? "Alerts are matched to assets by name and alias; an asset's criticality is the impact of its alerts."
            : null}
        </EmptyState>
      ) : (
        <table className="w-full text-sm">
          <thead className="max-md:hidden">
            <tr className="h-10 border-b border-line text-left text-xs text-text-3">
              {[
                "Asset",
                "Kind",
                "Also known as",
                "Criticality",
                "Service",
                ...(mayManage ? ["Acts"] : []),
              ].map((name) => (
                <th key={name} scope="col" className="pr-4 font-medium">
                  {name === "Acts" ? <span className="sr-only">Acts</span> : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {assets.map((asset) => (
              <tr
                key={asset.id}
                className="border-b border-line hover:bg-hover max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-3 max-md:py-2 md:h-10"
              >
                <th scope="row" className="pr-4 text-left font-medium">
                  <Said>{asset.name}</Said>
                </th>
                <td className="pr-4 text-text-2 max-md:text-right">
                  <Said>{asset.kind}</Said>
                </td>
                <td className="pr-4 font-mono text-xs text-text-2 max-md:col-span-2">
                  <Said>{asset.aliases.filter((a) => a !== asset.name.toLowerCase()).join(", ")}</Said>
                </td>
                <td className="pr-4">{asset.criticality}</td>
                <td className="pr-4 max-md:text-right">
                  <Said>{asset.serviceId ? (nameOf.get(asset.serviceId) ?? "") : ""}</Said>
                </td>
                {mayManage ? (
                  <td className="py-1 max-md:col-span-2">
                    <div className="flex gap-2 md:justify-end">
                      <AssetDialog {...{ chosen, services, asset }} />
                      <ConfirmButton
                        label="Archive"
                        name={`Archive ${asset.name}`}
                        title={`Archive ${asset.name}?`}
                        confirm={`Archive ${asset.name}`}
                        act="archive-asset"
                        fields={{ client: chosen.id, id: asset.id }}
                      >
                        New alerts are not matched to it any more, and its aliases are free. Alerts about it
                        keep it.
                      </ConfirmButton>
                    </div>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next ? (
        <div>
          <Link
            to={`?${new URLSearchParams({ client: chosen.id, tab: "assets", q: search, after: next })}`}
            className={buttonClass()}
          >
            More
          </Link>
        </div>
      ) : null}
    </div>
  )
}

function AssetDialog({
  chosen,
  services,
  asset,
}: Pick<Props, "chosen" | "services"> & { readonly asset?: PlainAsset }) {
  const aliases = asset?.aliases.filter((alias) => alias !== asset.name.toLowerCase()) ?? []
  return (
    <FormDialog
      label={asset ? "Change" : "Add an asset"}
      {...(asset ? { name: `Change ${asset.name}` } : {})}
      title={asset ? `Change ${asset.name}` : "Add an asset"}
      submit={asset ? `Save ${asset.name}` : "Add the asset"}
      act="asset"
      fields={{ client: chosen.id, ...(asset ? { id: asset.id } : {}) }}
    >
      {(errors) => (
        <>
          <TextField
            label="Name"
            name="name"
            required
            maxLength={200}
            defaultValue={asset?.name}
            error={errors["name"]}
          />
          <PayloadField
            label="Also known as"
            name="aliases"
            rows={3}
            spellCheck={false}
            defaultValue={aliases.join("\n")}
            hint="Host names, addresses, cloud ids: one a line, in any case. One alias means one asset."
            error={errors["aliases"]}
          />
          <TextField
            label="Kind"
            name="kind"
            maxLength={50}
            required
            defaultValue={asset?.kind ?? "host"}
            error={errors["kind"]}
          />
          <ChoiceField
            label="Criticality"
            name="criticality"
            defaultValue={asset?.criticality ?? "medium"}
            hint="The impact of its alerts."
          >
            {["high", "medium", "low"].map((word) => (
              <option key={word}>{word}</option>
            ))}
          </ChoiceField>
          <ChoiceField label="Part of" name="serviceId" defaultValue={asset?.serviceId ?? ""}>
            <option value="">no service</option>
            {services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </ChoiceField>
        </>
      )}
    </FormDialog>
  )
}
