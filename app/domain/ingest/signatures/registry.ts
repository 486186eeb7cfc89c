import {
  isSignedAsGithub,
  isSignedAsGrafana,
  isSignedAsPagerduty,
  isSignedAsSentry,
  isSignedAsSlack,
  isSignedAsStandard,
  isSignedAsStripe,
} from "./hmac.ts"
import type { SignatureScheme } from "./signature.ts"
import { topicArn } from "../sns-confirmation.ts"

const anySecret = (secret: string) =>
  secret.length < 8 || secret.length > 500 ? "has 8 to 500 characters" : null
const anyTopic = (text: string) =>
  topicArn.test(text) ? null : "is the ARN of an SNS topic, as arn:aws:sns:eu-west-1:123456789012:alarms"
/** Tools without an adapter, and our own format, may sign in any of the common ways. */
const open = ["generic", "mapped"]

/** Every way of signing the portal can check, by the word it is stored under. */
export const signatures = {
  github: {
    label: "GitHub (X-Hub-Signature-256)",
    secretLabel: "Secret of the webhook",
    adapters: ["github", ...open],
    takesOurs: true,
    objection: anySecret,
    isSigned: isSignedAsGithub,
  },
  pagerduty: {
    label: "PagerDuty (X-PagerDuty-Signature)",
    secretLabel: "Secret of the webhook subscription",
    adapters: ["pagerduty"],
    takesOurs: false,
    objection: anySecret,
    isSigned: isSignedAsPagerduty,
  },
  sentry: {
    label: "Sentry (Sentry-Hook-Signature)",
    secretLabel: "Client secret of the integration",
    adapters: ["sentry"],
    takesOurs: false,
    objection: anySecret,
    isSigned: isSignedAsSentry,
  },
  grafana: {
    label: "Grafana (X-Grafana-Alerting-Signature)",
    secretLabel: "HMAC secret of the contact point",
    adapters: ["grafana"],
    takesOurs: true,
    objection: anySecret,
    isSigned: isSignedAsGrafana,
  },
  stripe: {
    label: "Stripe's way (Stripe-Signature or X-Signature, t=…,v1=…)",
    secretLabel: "Signing secret",
    adapters: open,
    takesOurs: true,
    objection: anySecret,
    isSigned: isSignedAsStripe,
  },
  slack: {
    label: "Slack's way (X-Slack-Signature)",
    secretLabel: "Signing secret",
    adapters: open,
    takesOurs: true,
    objection: anySecret,
    isSigned: isSignedAsSlack,
  },
  standard: {
    label: "Standard Webhooks (webhook-signature)",
    secretLabel: "Secret, with or without whsec_",
    adapters: open,
    takesOurs: true,
    objection: (secret) =>
      /^(?:whsec_)?[A-Za-z0-9+/]{16,400}={0,2}$/.test(secret) ? null : "is base64, perhaps behind whsec_",
    isSigned: isSignedAsStandard,
  },
  sns: {
    label: "Amazon SNS (signed by AWS)",
    secretLabel: "ARN of the topic",
    adapters: ["cloudwatch", "guardduty", "securityhub", "ocsf"],
    takesOurs: false,
    objection: anyTopic,
  },
} as const satisfies Readonly<Record<string, SignatureScheme>>

export type SignatureKey = keyof typeof signatures

export function findSignature(key: string): SignatureScheme | undefined {
  return Object.hasOwn(signatures, key) ? signatures[key as SignatureKey] : undefined
}

/** The ways a tool of this adapter may sign; most sign in none. */
export function signaturesOf(adapter: string): readonly SignatureKey[] {
  return (Object.keys(signatures) as SignatureKey[]).filter((key) =>
    (signatures[key].adapters as readonly string[]).includes(adapter),
  )
}
