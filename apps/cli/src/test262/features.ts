import { defaultLimits } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";

/**
 * Features of the suite that engines have or have not: an expression that is true where the engine has it. What does not
 * parse is not there. Features not listed are taken as there, so that their tests run and say.
 */
const probes: { [feature: string]: string } = {
  "Array.fromAsync": "typeof Array.fromAsync === 'function'",
  "await-dictionary": "typeof Promise.allKeyed === 'function'",
  // What scripts have of Intl is Node's own, from the standard library: its tests compare it with V8's.
  "canonical-tz": "false",
  decorators: "(() => { function d() {} class C { @d m() {} } return true; })()",
  "Error.isError": "typeof Error.isError === 'function'",
  "error-cause": "new Error('', { cause: 1 }).cause === 1",
  "error-stack-accessor":
    "typeof Object.getOwnPropertyDescriptor(Error.prototype, 'stack')?.get === 'function'",
  "explicit-resource-management": "typeof DisposableStack === 'function'",
  Float16Array: "typeof Float16Array === 'function'",
  "immutable-arraybuffer": "typeof ArrayBuffer.prototype.transferToImmutable === 'function'",
  "import-defer": "(() => import.defer('./none.js').then(null, () => 0) instanceof Promise)()",
  Intl: "false",
  "iterator-chunking": "typeof Iterator.prototype.chunks === 'function'",
  "iterator-helpers": "typeof Iterator === 'function'",
  "iterator-includes": "typeof Iterator.prototype.includes === 'function'",
  "Iterator.prototype.join": "typeof Iterator.prototype.join === 'function'",
  "iterator-sequencing": "typeof Iterator.concat === 'function'",
  "joint-iteration": "typeof Iterator.zip === 'function'",
  "json-parse-with-source": "typeof JSON.rawJSON === 'function'",
  "legacy-regexp": "'input' in RegExp",
  "Math.sumPrecise": "typeof Math.sumPrecise === 'function'",
  "promise-try": "typeof Promise.try === 'function'",
  "promise-with-resolvers": "typeof Promise.withResolvers === 'function'",
  "RegExp.escape": "typeof RegExp.escape === 'function'",
  "regexp-duplicate-named-groups": "/(?<a>x)|(?<a>y)/.test('y')",
  "regexp-modifiers": "/(?i:x)/.test('X')",
  "regexp-v-flag": "/[\\p{L}--[a-z]]/v.test('A')",
  "resizable-arraybuffer": "typeof ArrayBuffer.prototype.resize === 'function'",
  "set-methods": "typeof Set.prototype.union === 'function'",
  ShadowRealm: "typeof ShadowRealm === 'function'",
  "source-phase-imports": "(() => import.source('./none.js').then(null, () => 0) instanceof Promise)()",
  "arraybuffer-transfer": "typeof ArrayBuffer.prototype.transfer === 'function'",
  "tail-call-optimization": "(function f(n) { return n === 0 || f(n - 1); })(100000)",
  Temporal: "typeof Temporal === 'object'",
  "uint8array-base64": "typeof Uint8Array.fromBase64 === 'function'",
  upsert: "typeof Map.prototype.getOrInsert === 'function'",
};

/** Not a feature of the suite's list: the whole folder `intl402` needs it. */
export const INTL = "Intl";

/** Which features of the table the sandbox's engine lacks; each is asked once, when the first test needs it. */
export class EngineFeatures {
  readonly #sandbox: Sandbox;
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** The first of these that the engine lacks. */
  async firstMissing(features: readonly string[]): Promise<string | undefined> {
    for (const feature of features) {
      if (!Object.hasOwn(probes, feature)) continue;
      const has = this.#known.get(feature) ?? holds(this.#sandbox, probes[feature]!);
      this.#known.set(feature, has);
      if (!(await has)) return feature;
    }
    return undefined;
  }
}

async function holds(sandbox: Sandbox, expression: string): Promise<boolean> {
  const compiled = await sandbox.compile({
    entry: "test262/probe",
    modules: [
      { specifier: "test262/probe", code: `export const onExecute = () => (${expression}) === true;` },
    ],
    bindings: { hash: "", functions: [], hooks: [{ name: "onExecute", params: [], methods: {} }] },
    host: null,
  });
  if (compiled.status === "error") return false;
  const outcome = await sandbox.execute(compiled.image, {
    hook: "onExecute",
    args: [],
    limits: { ...defaultLimits, timeoutMs: 1_000 },
    seed: "test262",
    clockMs: 0,
    capabilities: [],
    realm: "test262",
  });
  return outcome.status === "ok" && outcome.result === true;
}
