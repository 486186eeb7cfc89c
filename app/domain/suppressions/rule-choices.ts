export const maxDays = 90

/** For how long a rule can be made to hold, in seconds. There is none without an end. */
export const expiryChoices = [
  { seconds: 3600, label: "1 hour" },
  { seconds: 8 * 3600, label: "8 hours" },
  { seconds: 86_400, label: "1 day" },
  { seconds: 7 * 86_400, label: "7 days" },
  { seconds: 30 * 86_400, label: "30 days" },
  { seconds: maxDays * 86_400, label: "90 days" },
] as const
