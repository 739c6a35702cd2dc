import { type Resolve, resolveHost } from "./addresses.ts";
import { createGate, type HttpGate } from "./gate.ts";
import { createToldHosts, type ToldHosts } from "./told-hosts.ts";

/** What calls of all runs share. */
export function httpPorts(
  clock: () => number,
  resolve: Resolve = resolveHost,
): { resolve: Resolve; httpGate: HttpGate; toldHosts: ToldHosts } {
  return { resolve, httpGate: createGate(), toldHosts: createToldHosts(clock) };
}
