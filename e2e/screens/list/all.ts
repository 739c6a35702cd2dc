import type { Screen } from "../screen.ts";
import { editor } from "./editor.ts";
import { flows } from "./flows.ts";
import { frame } from "./frame.ts";
import { gate } from "./gate.ts";
import { records } from "./records.ts";
import { settings } from "./settings.ts";

/** Every screen of the console. A new route needs one: `pages.ts` compares them with the console's own routes. */
export const screens: readonly Screen[] = [...gate, ...frame, ...flows, ...editor, ...records, ...settings];
