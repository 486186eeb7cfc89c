import type { Template } from "./template.ts"
import { emailChangeConfirm } from "./templates/email-change-confirm.ts"
import { emailChangeNotice } from "./templates/email-change-notice.ts"
import { handoffNotice } from "./templates/handoff-notice.ts"
import { holdReminder } from "./templates/hold-reminder.ts"
import { invitation } from "./templates/invitation.ts"
import { newSignIn } from "./templates/new-sign-in.ts"
import { passwordChanged } from "./templates/password-changed.ts"
import { passwordReset } from "./templates/password-reset.ts"
import { recoveryCodeUsed } from "./templates/recovery-code-used.ts"
import { secondFactorChanged } from "./templates/second-factor-changed.ts"
import { slaNotice } from "./templates/sla-notice.ts"

/** Every mail the portal sends. */
export const templates = {
  invitation,
  "password-reset": passwordReset,
  "password-changed": passwordChanged,
  "email-change-confirm": emailChangeConfirm,
  "email-change-notice": emailChangeNotice,
  "second-factor-changed": secondFactorChanged,
  "new-sign-in": newSignIn,
  "recovery-code-used": recoveryCodeUsed,
  "sla-notice": slaNotice,
  "handoff-notice": handoffNotice,
  "hold-reminder": holdReminder,
} as const

export type TemplateName = keyof typeof templates
export type PropsOf<N extends TemplateName> = (typeof templates)[N] extends Template<infer P> ? P : never

/** False for the name of a template that a later version has dropped. */
export function isTemplate(name: string): name is TemplateName {
  return Object.hasOwn(templates, name)
}
