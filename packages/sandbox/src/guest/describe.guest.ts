// What a script threw, as JSON text. Anything can be thrown: undefined, symbols, proxies, objects whose getters throw.
import {
  cut,
  internalErrorProto,
  isError,
  protoOf,
  rangeErrorProto,
  stringify,
  textOf,
} from "./primordials.guest.ts";

export function describeError(error: unknown): string {
  const found = { __proto__: null as never, name: "", message: "", stack: "", kind: "" };
  if ((typeof error !== "object" || error === null) && typeof error !== "function") {
    found.message = cut(textOf(error), 1000);
  } else {
    found.name = cut(textIn(error, "name") ?? "", 100);
    found.message = cut(textIn(error, "message") ?? thrownText(error), 1000);
    if (isError(error)) {
      found.stack = cut(textIn(error, "stack") ?? "", 4000);
      found.kind = kindOf(error, found.message);
    }
  }
  return stringify(found)!;
}

function textIn(object: object, key: string): string | undefined {
  try {
    const value = (object as { [key: string]: unknown })[key];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function thrownText(value: unknown): string {
  try {
    return (typeof value === "object" && stringify(value)) || "a function was thrown";
  } catch {
    return "an object was thrown";
  }
}

/** Errors the engine makes. A script can imitate them: the host believes `overflow` only with evidence of its own. */
function kindOf(error: object, message: string): string {
  const proto = protoOf(error);
  const internal = proto === internalErrorProto;
  if (internal && message === "out of memory") return "memory";
  const overflow =
    (internal && message === "stack overflow") ||
    (proto === rangeErrorProto && message === "Maximum call stack size exceeded");
  return overflow ? "overflow" : "";
}
