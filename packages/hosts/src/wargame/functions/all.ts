import type { FunctionDefinition } from "@scriptyard/host-kit";
import { rulesModifier } from "./rules-modifier.ts";
import { terrainAt } from "./terrain-at.ts";
import { unitsFind } from "./units-find.ts";

/** Every function of the module; `publish` comes with the trigger hooks. Workers load this list too, so these files author their schemas as JSON Schema. */
export const wargameFunctions: FunctionDefinition[] = [terrainAt, unitsFind, rulesModifier];
