const identifier = /^[A-Za-z_$][\w$]*$/;

/** Words a type, namespace, function or parameter cannot be called. */
const reservedWords = new Set(
  (
    "any as async await bigint boolean break case catch class const continue debugger declare default delete do else enum " +
    "export extends false finally for from function get if implements import in infer instanceof interface is keyof let " +
    "module namespace never new null number object of package private protected public readonly require return set static " +
    "string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield"
  ).split(" "),
);
/** Contextual words that are fine as members and parameters, e.g. `flow.set`, `from`. */
const contextual = new Set(
  "any as async bigint boolean declare from get infer is keyof module namespace never number object of readonly require set string symbol type unique unknown".split(
    " ",
  ),
);

/** Type names of TypeScript's own library that have no runtime global, and names this generator uses itself. */
const libraryTypes = new Set(
  (
    "Array Awaited Capitalize ConstructorParameters Exclude Extract InstanceType Iterable Iterator IterableIterator Json Lowercase " +
    "NonNullable NoInfer Omit OmitThisParameter Parameters Partial Pick PromiseLike PropertyKey Readonly ReadonlyArray ReadonlyMap " +
    "ReadonlySet Record Required ReturnType ScriptyardHooks TemplateStringsArray ThisParameterType ThisType Uncapitalize Uppercase " +
    "SecretHandle SecretName FetchInit " +
    "ArrayLike ArrayBufferLike ArrayBufferView AsyncGenerator AsyncIterable AsyncIterator CallableFunction ClassDecorator Generator " +
    "IArguments ImportMeta Intl NewableFunction PropertyDescriptor PropertyDescriptorMap TypedPropertyDescriptor URLPattern WeakKey"
  ).split(" "),
);
const javascriptGlobals = new Set(
  Object.getOwnPropertyNames(globalThis).filter(
    (name) => /^[A-Z]/.test(name) || name.startsWith("is") || name.startsWith("parse"),
  ),
);
/** Of the standard library; its classes are among the names above. */
const standardFunctions = new Set("atob btoa crypto queueMicrotask structuredClone".split(" "));
/** Globals the sandbox provides itself. */
export const builtinGlobals = ["log", "console", "random"] as const;
/** What the sandbox's `random` asks for; every security level has it. */
export const builtinCapability = "random";

/** What is wrong with the name of a type, or null. */
export function typeNameProblem(name: string): string | null {
  if (!identifier.test(name)) return "a type's name is letters, digits and _, starting with a letter";
  if (reservedWords.has(name) || libraryTypes.has(name) || javascriptGlobals.has(name))
    return `"${name}" is a name of TypeScript or JavaScript itself; choose another`;
  return null;
}

/** What is wrong with the dotted name of a function, or null. */
export function functionNameProblem(name: string): string | null {
  const parts = name.split(".");
  if (parts.length > 2) return "at most one dot: `namespace.function`";
  for (const [index, part] of parts.entries()) {
    if (!identifier.test(part))
      return "a name is letters, digits and _, with one dot at most between namespace and function";
    if (reservedWords.has(part) && !(index === 1 && contextual.has(part)))
      return `"${part}" is a reserved word; choose another`;
  }
  const global = parts[0]!;
  if ((builtinGlobals as readonly string[]).includes(global))
    return `"${global}" is built in; choose another`;
  if (
    standardFunctions.has(global) ||
    javascriptGlobals.has(global) ||
    libraryTypes.has(global) ||
    global === "globalThis" ||
    global === "eval"
  )
    return `"${global}" is a global of JavaScript itself; choose another`;
  return null;
}

export function parameterNameProblem(name: string): string | null {
  if (!identifier.test(name)) return "a parameter's name is letters, digits and _, starting with a letter";
  return reservedWords.has(name) && !contextual.has(name)
    ? `"${name}" is a reserved word; choose another`
    : null;
}

/** A property key as TypeScript text: bare where it can be, quoted otherwise. */
export function propertyKey(name: string): string {
  return identifier.test(name) ? name : quoted(name);
}

/** A string literal; line separators and invisible characters are escaped, so that a reader sees what is there. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
