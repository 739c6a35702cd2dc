import type { Json } from "@scriptyard/model";

/** An argument that its schema holds to be a text. */
export const asText = (value: Json | undefined): string => (typeof value === "string" ? value : "");
