// What a script threw, as JSON text: `["name", "message", "stack", "kind"]`. Anything can be thrown: undefined, symbols,
// proxies, objects whose getters throw. The texts are put together one by one: a setter that the script left on a
// built-in prototype never sees the record, and has nothing to change in it.
import {
  cut,
  internalErrorProto,
  isError,
  protoOf,
  quote,
  rangeErrorProto,
  stringify,
  textOf,
} from "./primordials.guest.ts";

export function describeError(error: unknown): string {
  let name = "";
  let message = "";
  let stack = "";
  let kind = "";
  if ((typeof error !== "object" || error === null) && typeof error !== "function") {
    message = cut(textOf(error), 1000);
  } else {
    name = cut(textIn(error, "name") ?? "", 100);
    message = cut(textIn(error, "message") ?? thrownText(error), 1000);
    if (isError(error)) {
      stack = cut(textIn(error, "stack") ?? "", 4000);
      kind = kindOf(error, message);
    }
  }
  return "[" + quote(name) + "," + quote(message) + "," + quote(stack) + "," + quote(kind) + "]";
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

/** Errors the engine makes. A script can imitate them: the host believes this only with evidence of its own. */
function kindOf(error: object, message: string): string {
  const proto = protoOf(error);
  const overflow =
    (proto === internalErrorProto && message === "stack overflow") ||
    (proto === rangeErrorProto && message === "Maximum call stack size exceeded");
  return overflow ? "overflow" : "";
}
