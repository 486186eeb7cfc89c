/**
 * What a signal did, as it is stored beside it: the words of the state table. `exact` repeated the sighting before it,
 * `overflow` went into the alert of a storm, `no-alert` is a clear of a problem nobody reported.
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
] as const
export type SignalEffectWord = (typeof signalEffects)[number]
