/** Programs as authors write them, for properties that need something real to start from. */
export const programs = [
  {
    name: "a flow node",
    source: `import { isWeekend } from "shared/dates";
import type { Money } from "shared/money";

type Risk = { score: number; reasons: readonly string[] };

/** Scores a login. */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const risk: Risk = rate(context);
  flow.set("risk", risk.score);
  if (risk.score > 70) return { action: "reject", code: "too-risky" };
  const next = context.device.known ? "trusted" : ("check" as const);
  return { action: "continue", outcome: next satisfies string };
}

function rate({ request, user, device }: LoginContext): Risk {
  const reasons: string[] = [];
  let score = 0;
  for (const [reason, weight] of Object.entries(weights) as [keyof typeof weights, number][]) {
    if (!tests[reason]!(request, user!)) continue;
    reasons.push(\`\${reason}: \${weight.toFixed(1)}\`);
    score += weight;
  }
  return { score: Math.min(100, score), reasons };
}
const weights = { country: 40, weekend: 10.5 };
const tests: Record<string, (request: Request, user: User) => boolean> = {
  country: (request, user) => request.country !== user.lastLogin?.country,
  weekend: (request): boolean => isWeekend(new Date(request.time)) || /^(sat|sun)/i.test(request.time),
};
`,
  },
  {
    name: "a library with classes and generics",
    source: `export interface Store<K, V> {
  get(key: K): V | undefined;
}
export abstract class Base<T extends object = {}> {
  protected abstract readonly name: string;
  constructor(readonly_: T) { this.#value = readonly_; }
  #value: T;
  static of<U extends object>(this: void, value: U): Base<U> { return new (class extends Base<U> { protected override readonly name = "x"; })(value); }
  get value(): T { return this.#value!; }
}
export const cache = new Map<string, Promise<number>>();
export async function load<T>(key: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error: unknown) {
    throw new Error(\`no \${key}\`, { cause: error as Error });
  }
}
export default function overloaded(a: string): string;
export default function overloaded(a: number): number;
export default function overloaded(a: string | number): string | number { return a; }
export { type Store as S, cache as c };
`,
  },
];
