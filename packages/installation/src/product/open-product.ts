import { existsSync } from "node:fs";
import { resolve } from "node:path";
import {
  documentType,
  type FunctionDefinition,
  type Host,
  httpCallSchema,
  type Issue,
  type ProductFunction,
  type ProductFunctions,
  type ProductHttpCall,
  ProductRefusal,
  productRealm,
} from "@scriptyard/host-kit";
import { didYouMean, isObject } from "@scriptyard/model";
import type { ConfigFile } from "../config/open-config.ts";
import { reasonOf } from "../config/open-config.ts";
import { httpAnswer } from "../host-json/http-answer.ts";
import { httpProblems } from "../host-json/http-problems.ts";
import type { HostOptions } from "../hosts/loaded-host.ts";

/** What the product implements, and the files that say so. */
export type OpenedProduct = { product: ReadonlyMap<string, ProductFunctions>; files: string[] };

const httpCallDocument = documentType("HTTP call of a product", httpCallSchema);

/**
 * The functions that hosts leave to the product: from code, or as HTTP calls. What is wrong is added to `problems`. Code of the
 * product, which opens its database, is run for a server alone; for others it only has to be there.
 *
 * @param config `product`: by host, the path of a file from the configuration's folder, or functions by their dotted names
 */
export async function openProduct(
  config: Pick<ConfigFile, "product" | "folder">,
  hosts: readonly Host[],
  options: HostOptions & { serves: boolean },
  problems: Issue[],
): Promise<OpenedProduct> {
  const product = new Map<string, ProductFunctions>();
  const files: string[] = [];
  for (const [hostId, given] of Object.entries(config.product)) {
    const path = `product.${hostId}`;
    const report = (message: string) => void problems.push({ path, message });
    const host = hosts.find(({ id }) => id === hostId);
    if (host === undefined) {
      report(`there is no host "${hostId}"; the hosts of this file: ${hosts.map(({ id }) => id).join(", ")}`);
      continue;
    }
    let functions: unknown = given;
    if (typeof given === "string") {
      const file = resolve(config.folder, given);
      files.push(file);
      if (!options.serves) {
        if (!existsSync(file)) report(`${given}: there is nothing at ${file}`);
        continue;
      }
      try {
        functions = await (await import("../config/import-code.ts")).importCode(file);
      } catch (error) {
        report(`${given}: ${reasonOf(error)}`);
        continue;
      }
    }
    if (!isObject(functions))
      report("exports no functions; write: export default { … } by their dotted names");
    else product.set(hostId, functionsOf(host, functions, options, path, problems));
  }
  return { product, files };
}

function functionsOf(
  host: Host,
  given: { readonly [name: string]: unknown },
  options: HostOptions,
  path: string,
  problems: Issue[],
): ProductFunctions {
  const asked = host.functions.filter((fn) => fn.byProduct);
  const functions: { [name: string]: ProductFunction } = Object.create(null);
  const members = membersOf(given);
  if (members.length === 0 && asked.length > 0)
    problems.push({
      path,
      message: `has none of the functions: ${asked.map(({ name }) => name).join(", ")}`,
    });
  for (const [name, how] of members) {
    const report = (message: string, key = "") =>
      void problems.push({ path: `${path}["${name}"]${key === "" ? "" : `.${key}`}`, message });
    const fn = asked.find((one) => one.name === name);
    if (fn === undefined) report(unknownFunction(host, name, asked));
    else if (typeof how === "function") functions[name] = (how as ProductFunction).bind(given);
    else {
      const wrong = httpCallDocument.problems(how);
      for (const { path: key, message } of wrong) report(message, key.startsWith("(") ? "" : key);
      if (wrong.length === 0) functions[name] = calling(fn, httpCallDocument.parse(how), options, report);
    }
  }
  return functions;
}

/**
 * What a product says of functions. An object says nothing else; an instance of a class has members of its own besides, and its
 * methods belong to the class: of those, what is named as hosts name functions, with a dot.
 */
function membersOf(given: { readonly [name: string]: unknown }): [string, unknown][] {
  const classes: object[] = [];
  for (
    let one: object | null = Object.getPrototypeOf(given);
    one !== null && one !== Object.prototype && Object.getPrototypeOf(one) !== null;
    one = Object.getPrototypeOf(one)
  )
    classes.push(one);
  if (classes.length === 0) return Object.entries(given);
  const names = new Set([given, ...classes].flatMap((one) => Object.getOwnPropertyNames(one)));
  return [...names].filter((name) => name.includes(".")).map((name) => [name, given[name]]);
}

function unknownFunction(host: Host, name: string, asked: readonly FunctionDefinition[]): string {
  const names = asked.map((fn) => fn.name);
  const near = didYouMean(name, names);
  if (names.length === 0) return `the host "${host.id}" leaves no function to the product`;
  const hint = near === null ? "" : ` (did you mean "${near}"?)`;
  return `the host "${host.id}" leaves no such function to the product${hint}; it leaves ${names.join(", ")}`;
}

function calling(
  fn: FunctionDefinition,
  http: ProductHttpCall,
  options: HostOptions,
  report: (message: string, key?: string) => void,
): ProductFunction {
  // First, so that no argument that is left out or too many moves it.
  const params = [{ name: productRealm, schema: {} }, ...fn.params];
  for (const { key, message } of httpProblems(params, http, options)) report(message, key);
  const answer = httpAnswer({
    params: params.map(({ name }) => name),
    answers: fn.result !== undefined,
    http,
    secret: http.secret === undefined ? null : (options.environment[http.secret] ?? ""),
  });
  return async (args, { realm, signal }) => {
    try {
      return await answer([realm, ...args], { signal });
    } catch (error) {
      throw error instanceof TypeError ? new ProductRefusal(error.message) : error;
    }
  };
}
