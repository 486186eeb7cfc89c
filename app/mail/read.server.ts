import type { AuditEntry } from "#app/domain/audit/entry.ts"
import { listProviderEntries } from "#app/domain/audit/read.server.ts"
import { isTemplate, templates } from "#emails/registry.ts"
import { notFound } from "#app/kernel/errors.ts"
import type { MailId } from "#app/kernel/ids.ts"
import type { ProviderTx } from "#db/provider-door.ts"
import { decodeCursor, type Page, pageOf } from "#app/domain/paging.ts"
import type { RenderedMail } from "#emails/render.ts"
import { writePreview } from "./letter.server.ts"
import type { MailStatus, MailView } from "./mail.ts"
import { countByStatus, type MailRow, selectMail, selectMails } from "./store.server.ts"

export async function listMails(
  tx: ProviderTx<"mail.read">,
  page: { readonly status?: MailStatus; readonly after?: string; readonly limit: number },
): Promise<Page<MailView>> {
  const [createdAt = "", id = ""] = page.after ? decodeCursor(page.after, 2) : []
  const rows = await selectMails(
    tx,
    {
      ...(page.status ? { status: page.status } : {}),
      ...(page.after ? { before: { createdAt, id } } : {}),
    },
    page.limit,
  )
  return pageOf(rows, page.limit, viewOf, (row) => [row.createdAt.toString(), row.id])
}

export async function countMails(tx: ProviderTx<"mail.read">): Promise<Readonly<Record<MailStatus, number>>> {
  const none: Record<MailStatus, number> = { queued: 0, sent: 0, dead: 0, kept: 0, dropped: 0 }
  return { ...none, ...Object.fromEntries((await countByStatus(tx)).map((row) => [row.status, row.count])) }
}

/** @throws DomainError `not_found`. */
export async function readMail(tx: ProviderTx<"mail.read">, id: MailId): Promise<MailView> {
  return viewOf(await readRow(tx, id))
}

/** The mail as it looks, without its links; null when this version cannot write it any more. */
export async function readPreview(tx: ProviderTx<"mail.read">, id: MailId): Promise<RenderedMail | null> {
  return writePreview(await readRow(tx, id)).catch(() => null)
}

/** What administrators did with it, newest first. */
export function listMailActions(tx: ProviderTx<"mail.read">, id: MailId): Promise<readonly AuditEntry[]> {
  return listProviderEntries(tx, { target: id, action: "mail." }, { limit: 100 })
}

async function readRow(tx: ProviderTx<"mail.read">, id: MailId): Promise<MailRow> {
  const row = await selectMail(tx, id)
  if (!row) throw notFound("Mail")
  return row
}

export function viewOf(row: MailRow): MailView {
  const { id, template, clientId, status, attempts, lastError, createdAt, sentAt } = row
  const hasSecrets = isTemplate(template) && templates[template].secrets.length > 0
  return {
    ...{ id, template, clientId, status, attempts, lastError, createdAt, sentAt },
    to: { address: row.toAddress, name: row.toName },
    nextAttemptAt: status === "queued" ? row.nextAttemptAt : null,
    links: row.sealed ? "sealed" : hasSecrets ? "erased" : "none",
  }
}
