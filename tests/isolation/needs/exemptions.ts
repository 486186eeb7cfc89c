/** What the matrix does not ask, and who does. The number of lines may only fall. */
export const exemptions: Readonly<Record<string, string>> = {
  "/api/v1/*": "its operations are asked one by one",
  "/sign-in/step-up":
    "asks whoever is signed in for a proof, and refuses a wrong one: asked by the tests of factors",
  "/ops/queue/verdict": "answers for each alert by itself: asked by a test of its own in the same file",
}
export const exemptionsAtMost = 3
