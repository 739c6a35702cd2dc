/** Declarations like a host's, and a script in which nearly every line is wrong, for comparing type checkers. */
export const declarations = `
interface LoginContext { readonly request: { readonly ip: string; readonly country?: string }; readonly user: { readonly roles: readonly string[] } | null; readonly attempt: number }
type FlowResult = { action: "continue"; outcome?: string } | { action: "reject"; code: string };
declare namespace flow { function set(key: string, value: string | number): void }
declare const log: { info(message: string, data?: unknown): void };
interface ScriptyardHooks {
  /** At a node. */
  onExecute: (context: LoginContext, form: { readonly [name: string]: string } | null) => FlowResult | Promise<FlowResult>;
}
`;

export const planted = `import { isWeekend, nope, Day } from "shared/dates";
import type { Day as D } from "shared/dates";
import { missing } from "shared/missing";
const emoji = "😀é"; const wrong: number = emoji;
export function onExecute(context: LoginContext, form: Record<string, string> | null): FlowResult {
  context.reqest.ip;
  context.request.ip = "1";
  context.user.roles;
  form.password;
  flow.set("risk", true);
  flow.get("risk");
  window.alert(1);
  setTimeout(() => 1);
  process.exit();
  if (context.attempt === "3") return { action: "continue" };
  const unused: string = context.request.country;
  let count = 0;
  count.toFixd();
  isWeekend("monday");
  const day: D = "funday";
  [1, 2].group((n) => n);
  Array.fromAsync([1]);
  log.info(1, 2, 3);
  new Promise();
  await later();
  for (const x of 5) {}
  undeclared++;
  return { action: "contine" };
}
function implicit(a, b = 1) { return a + b; }
async function later(): string { return ""; }
class A { private x = 1; y: string; static z() { return this.q; } }
new A().x;
enum E { One }
class P { constructor(readonly q: string) {} }
const c = 1; c = 2;
let dup = 1; let dup = 2;
type Bad = { a: string }["b"];
const s: string = null;
switch (c) { case "a": }
const t = <const>["a"];
function noReturn(): number {}
export {};
`;

export const libraries = {
  "shared/dates": `export type Day = "monday" | "sunday";
export function isWeekend(day: Date): boolean { return day.getUTCDay() % 6 === 0; }
`,
};
