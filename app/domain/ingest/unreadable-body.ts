/** The body cannot be this tool's at all. The message becomes the quarantine reason. */
export class UnreadableBody extends Error {}
