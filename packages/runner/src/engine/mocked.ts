import type { Host } from "@scriptyard/host-kit";
import type { FunctionMock, Json } from "@scriptyard/model";

/**
 * What an async function is answered in a preview, or what its call fails with. Somebody wrote it: it has to be what the
 * declarations promise, or a preview would show what never happens.
 *
 * @example mocked(host, { function: "accounts.find", error: "not now" }) // { ok: false, error: "not now" }
 */
export function mocked(
  host: Pick<Host, "validateAnswer">,
  { function: name, answer, error }: FunctionMock,
): { ok: true; value: Json } | { ok: false; error: string } {
  if (answer === undefined) return { ok: false, error: error ?? "failed" };
  // It may be of a record, as mocks of samples are.
  const [issue] = host.validateAnswer(name, answer, { recorded: true });
  if (issue === undefined) return { ok: true, value: answer };
  const why = [issue.path, issue.message].filter(Boolean).join(": ");
  return { ok: false, error: `its answer under Calls is not what it answers: ${why}` };
}
