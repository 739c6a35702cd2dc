import type { GuestBindings, GuestFunction, GuestHook } from "@scriptyard/model";
import { mayCall } from "../declarations/index.ts";
import { builtinCapability } from "../declarations/names.ts";
import { canonicalJson } from "../schema/canonical-json.ts";
import type { HostSchemas } from "../schema/host-schemas.ts";
import { validationOnly } from "../schema/inline.ts";
import { sha256Hex } from "../schema/sha256.ts";
import type { HostDefinition } from "../types.ts";

/**
 * What the sandbox bakes into an image for one hook: the functions it may call with schemas that stand alone, and the
 * hook's parameters with the methods they carry. For a library (`null`) every function and no hook.
 */
export function guestBindings(
  definition: HostDefinition,
  schemas: HostSchemas,
  hookName: string | null,
): GuestBindings {
  const hook = hookName === null ? null : definition.hooks.find((candidate) => candidate.name === hookName);
  if (hook === undefined) {
    const known = definition.hooks.map((candidate) => candidate.name).join(", ");
    throw new TypeError(`host "${definition.id}" has no hook "${hookName}"; known hooks: ${known}`);
  }
  const own = definition.functions
    .filter((fn) => hook === null || mayCall(hook, fn.name))
    .map(
      (fn): GuestFunction => ({
        name: fn.name,
        kind: fn.kind,
        capability: fn.capability,
        ...(fn.part && { part: fn.part }),
        params: schemas.functions.get(fn.name)!.params.map(({ name, schema, optional }) => ({
          name,
          optional,
          schema: validationOnly(schema, schemas.defs),
        })),
      }),
    );
  const functions = [random, ...own];
  const hooks: GuestHook[] =
    hook === null
      ? []
      : [
          {
            name: hook.name,
            params: hook.params.map((param) => param.name),
            methods: Object.fromEntries(
              schemas.hooks
                .get(hook.name)!
                .params.map(({ name, methods }) => [name, allowedMethods(methods, functions)] as const)
                .filter(([, methods]) => Object.keys(methods).length > 0),
            ),
          },
        ];
  return { hash: sha256Hex(canonicalJson({ functions, hooks })), functions, hooks };
}

/**
 * The sandbox's own seeded `random()`: it makes the global only for programs whose bindings name it, and calls no host.
 * Every level grants it (`builtinCapability`); `log` and `console` are always there and need no entry.
 */
const random: GuestFunction = { name: "random", kind: "effect", params: [], capability: builtinCapability };

function allowedMethods(
  methods: { [method: string]: string },
  functions: GuestFunction[],
): { [method: string]: string } {
  return Object.fromEntries(
    Object.entries(methods).filter(([, target]) => functions.some((fn) => fn.name === target)),
  );
}
