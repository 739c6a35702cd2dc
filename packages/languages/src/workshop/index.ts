export type { CrewStats } from "../children/crew.ts";
export type { Payer } from "../children/fair-line.ts";
export type { Linked, LinkRequest, Outline } from "./jobs.ts";
export { createLocalWorkshop, createWorkshop, type Workshop, type WorkshopOptions } from "./workshop.ts";
