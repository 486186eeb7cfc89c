/**
 * What a signal did, as it is stored beside it: the words of the state table. `exact` repeated the sighting before it,
 * `overflow` went into the alert of a storm, `no-alert` is a clear of a problem nobody reported, `finding` went to
 * the register of findings.
 */
export const signalEffects = [
  "opened",
  "repeat",
  "raised",
  "lowered",
  "exact",
  "reopened",
  "cleared",
  "overflow",
  "out-of-order",
  "already-closed",
  "no-alert",
  "info",
  "finding",
] as const
export type SignalEffectWord = (typeof signalEffects)[number]
