/** What a colour means; see `theme/tokens.ts`. Never used without a word or an icon beside it. */
export type Tone = "ok" | "warn" | "error" | "info" | "idle" | "accent";
