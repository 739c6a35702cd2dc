import { z } from "zod";
import { isSpecifier, longestName, scriptNameExpression, slugExpression } from "./name-grammar.ts";

/** kebab-case name of a realm, flow, node, trigger or security level. */
export const slug = z
  .string()
  .regex(
    new RegExp(`^${slugExpression}$`),
    "lower-case letters, digits and single dashes, starting with a letter",
  )
  .max(longestName);

/**
 * Name of a module or script: as a slug, but single underscores may stand where dashes may, so that hosts whose own
 * vocabulary has them (`hit_simulator`) keep it. Dash and underscore stay two different names.
 */
export const scriptName = z
  .string()
  .regex(
    new RegExp(`^${scriptNameExpression}$`),
    "lower-case letters, digits and single dashes or underscores, starting with a letter",
  )
  .max(longestName);

/** `login/risk-check`. */
export const specifierSchema = z.string().refine(isSpecifier, {
  error: 'write module and name, such as "login/risk-check" or "wargame/hit_simulator"',
});

/** `shared/dates`, or a whole module: `shared/*`. */
export const libraryPatternSchema = z
  .string()
  .refine((text) => isSpecifier(text.endsWith("/*") ? `${text.slice(0, -1)}a` : text), {
    error: 'write a library such as "shared/dates", or a whole module: "shared/*"',
  });
