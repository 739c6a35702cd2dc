import { vi } from "vitest";
import { type Inputs, queryClient } from "../app/trpc.ts";

type Procedure = { [router in keyof Inputs]: `${router}.${keyof Inputs[router] & string}` }[keyof Inputs];
/** What a server says to whom asks; may answer later, or refuse. */
export type Answers = { [procedure in Procedure]?: (input: never) => unknown } & {
  /** The one thing that is no procedure. */
  "/api/v1/openapi.json"?: () => Response | Promise<Response>;
};
type Call = { procedure: string; input: unknown };

/** A refusal as the server sends one. */
export class Refusal extends Error {
  readonly fault: string;
  readonly details: unknown;
  readonly retry: boolean;
  constructor(message: string, options: { fault?: string; details?: unknown; retry?: boolean } = {}) {
    super(message);
    this.fault = options.fault ?? "bad_request";
    this.details = options.details ?? null;
    this.retry = options.retry ?? false;
  }

  /** What the server says of fields. */
  static of(issues: readonly { path: string; message: string }[]): Refusal {
    return new Refusal(issues.map(({ path, message }) => `${path}: ${message}`).join("; "), {
      details: { issues },
    });
  }
}

/** Ends, as a request does, when nobody waits for it any more. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
  });
}

/**
 * A server made of answers, below the real client and the real query cache. Without an answer for it, a procedure is
 * refused as unknown.
 *
 * @example using wire = fakeWire({ "tokens.list": () => [] }); … expect(wire.calls).toContainEqual(…)
 */
export function fakeWire(answers: Answers): {
  /** Newest last. */
  calls: Call[];
  sent: (procedure: Procedure) => unknown[];
} & Disposable {
  const calls: Call[] = [];
  const answer = async (procedure: string, input: unknown) => {
    calls.push({ procedure, input });
    const given = answers[procedure as Procedure] as ((input: unknown) => unknown) | undefined;
    try {
      if (!given) throw new Refusal(`There is no answer for ${procedure}.`, { fault: "not_found" });
      return { result: { data: await given(input) } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const data = { fault: error.fault, details: error.details, retry: error.retry, requestId: null };
      return { error: { message: error.message, code: -32_600, data } };
    }
  };
  vi.stubGlobal("fetch", async (target: string | URL, init?: RequestInit) => {
    const url = new URL(String(target), "http://console.test");
    if (url.pathname === "/api/v1/openapi.json") return answers[url.pathname]?.();
    const text = typeof init?.body === "string" ? init.body : (url.searchParams.get("input") ?? "{}");
    const inputs = JSON.parse(text) as Record<string, unknown>;
    const procedures = url.pathname.split("/").at(-1)?.split(",") ?? [];
    const all = await Promise.race([
      Promise.all(procedures.map((procedure, index) => answer(procedure, inputs[index]))),
      aborted(init?.signal),
    ]);
    return new Response(JSON.stringify(all), { headers: { "content-type": "application/json" } });
  });
  queryClient.clear();
  return {
    calls,
    sent: (procedure) => calls.filter((call) => call.procedure === procedure).map(({ input }) => input),
    [Symbol.dispose]() {
      vi.unstubAllGlobals();
      queryClient.clear();
    },
  };
}
