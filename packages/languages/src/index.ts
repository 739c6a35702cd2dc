export { languageById, languageForExtension, languages } from "./all.ts";
export {
  type LibrarySource,
  type LinkedModule,
  type LinkInput,
  type LinkResult,
  linkLibraries,
  programModules,
} from "./libraries/link.ts";
export type { Offer } from "./policy/offers.ts";
export { type Outcomes, outcomesIn, type WrittenOutcome } from "./policy/outcomes.ts";
export { type OutsideReference, outsideReferences } from "./policy/references.ts";
export { normalizeSource } from "./source/text.ts";
export { isStandardSpecifier, standardDeclarations, standardLibraries } from "./standard/index.ts";
export type * from "./types.ts";
export { compilerOptions, languageLibraries } from "./typescript/compiler-options.ts";
