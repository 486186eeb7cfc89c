/** What a tool says of one full disk, again and again: the body of a generic delivery. */
export const diskAlert = (more: object = {}) => ({
  key: "disk",
  title: "Disk full",
  severity: "low",
  rule: "disk",
  ...more,
})
