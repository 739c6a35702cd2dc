import type { FunctionDefinition } from "../types.ts";

export const anySecretName = "type SecretName = string;";

/** Of `secrets.*`. The standard library's `crypto` takes handles too, and declares the same. */
const secretTypes = `/**
 * A secret that the script uses and does not have. What takes it works with the value; printed it is \`[secret name]\`.
 */
interface SecretHandle {
  /** Tells it from a text. */
  readonly isSecret: true;
  toString(): string;
}

/** Names of the realm's secrets. */
${anySecretName}
`;

/** Of `fetch`. Where the standard library is declared too, its classes have more members than are needed here. */
const fetchTypes = `interface URL {
  toString(): string;
}
interface Headers {
  get(name: string): string | null;
}
interface URLSearchParams {
  toString(): string;
}
interface AbortSignal {
  readonly aborted: boolean;
}

/** How \`fetch\` calls. */
interface FetchInit {
  /** GET where it is left out. */
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?:
    | Headers
    | { readonly [name: string]: string | SecretHandle }
    | readonly (readonly [string, string | SecretHandle])[];
  /** JSON is written with \`JSON.stringify\`. */
  readonly body?: string | URLSearchParams | ArrayBuffer | ArrayBufferView | SecretHandle | null;
  /** Whether redirects are followed (the default), answered, or an error. Each has to lead to a host that the realm lists. */
  readonly redirect?: "follow" | "manual" | "error";
  /** Looked at before the call is made. */
  readonly signal?: AbortSignal | null;
}

/** What \`fetch\` was answered. Its body is read once. */
interface Response {
  readonly status: number;
  readonly statusText: string;
  /** A status of 200 to 299. Others are no errors: look at it. */
  readonly ok: boolean;
  readonly url: string;
  readonly redirected: boolean;
  readonly headers: Headers;
  readonly bodyUsed: boolean;
  text(): Promise<string>;
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
}
`;

/** Types of what is made around functions, where there are any. */
export function partTypes(functions: readonly FunctionDefinition[]): string[] {
  const has = (wanted: string) => functions.some(({ part }) => part === wanted);
  return [...(has("secrets") || has("fetch") ? [secretTypes] : []), ...(has("fetch") ? [fetchTypes] : [])];
}
