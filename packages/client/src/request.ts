import { errorCodes, ScriptyardError, type ScriptyardErrorCode } from "./errors.ts";

export type Asked = {
  method: "GET" | "POST";
  /** Below the server's address, e.g. `/api/v1/realms/acme/tools`. */
  path: string;
  /** Sent as JSON; absent: no body. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent twice it counts once, so a connection that broke off is no reason to give up. */
  repeatable?: boolean;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
};

/** How requests of one client are sent. */
export type Sender = {
  /** @throws ScriptyardError; the signal's reason when it was aborted */
  ask<Answer>(asked: Asked): Promise<Answer>;
  /** The answer before its body was read, for streams: no timeout, no second try. */
  open(asked: Asked): Promise<Response>;
};

export type SenderOptions = {
  url: string | URL;
  token: string | (() => string | Promise<string>);
  timeoutMs: number;
  retries: number;
  fetch: typeof fetch;
};

/** The first pause before another try; each following one is twice as long. */
const firstPauseMs = 200;

/**
 * Sends requests, and once more where the server says that the same request may succeed later (`retry`), after as long as it
 * says (`Retry-After`). All tries and pauses together take `timeoutMs` at most.
 */
export function createSender(options: SenderOptions): Sender {
  const base = String(options.url).replace(/\/+$/, "");
  return {
    async ask<Answer>(asked: Asked): Promise<Answer> {
      const timeoutMs = asked.timeoutMs ?? options.timeoutMs;
      const until = Date.now() + timeoutMs;
      const { signal } = asked;
      for (let tries = 0; ; tries++) {
        signal?.throwIfAborted();
        try {
          return await once<Answer>(asked, timeoutMs, until - Date.now());
        } catch (error) {
          signal?.throwIfAborted();
          if (!(error instanceof ScriptyardError) || tries >= options.retries || !mayAsk(asked, error))
            throw error;
          const pause = error.retryAfterMs ?? firstPauseMs * 2 ** tries * (0.5 + Math.random());
          if (Date.now() + pause >= until) throw error;
          await waitFor(pause, signal);
        }
      }
    },
    open: (asked) => send(asked, asked.signal),
  };

  async function once<Answer>(asked: Asked, timeoutMs: number, leftMs: number): Promise<Answer> {
    const timeout = AbortSignal.timeout(Math.max(0, leftMs));
    const signal = asked.signal ? AbortSignal.any([asked.signal, timeout]) : timeout;
    try {
      const response = await send(asked, signal);
      return (await readJson(response, base)) as Answer;
    } catch (error) {
      if (timeout.aborted && !(error instanceof ScriptyardError && error.status !== null))
        throw new ScriptyardError(
          "timeout",
          `${asked.method} ${asked.path}: no answer within ${timeoutMs} ms. The server may still have done it.`,
          { cause: error },
        );
      throw error;
    }
  }

  async function send(asked: Asked, signal: AbortSignal | undefined): Promise<Response> {
    const { token } = options;
    const given = sendable(typeof token === "string" ? token : await token());
    const response = await options
      .fetch(`${base}${asked.path}`, {
        method: asked.method,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${given}`,
          ...(asked.body === undefined ? {} : { "content-type": "application/json" }),
          ...asked.headers,
        },
        ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
        // Where an address leads elsewhere the token must not follow it.
        redirect: "error",
        ...(signal === undefined ? {} : { signal }),
      })
      .catch((cause: unknown) => {
        if (signal?.aborted) throw signal.reason;
        throw unreachable(base, cause);
      });
    if (!response.ok) throw await refusalOf(response, base);
    return response;
  }
}

/** What no header may hold is refused here: `fetch` would put the whole token into its error, and so into logs. */
function sendable(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new ScriptyardError(
    "unauthenticated",
    token === ""
      ? "The API token is empty."
      : "The API token holds a space, a line break or another character that no token has. Copy it once more.",
  );
}

/** What the server itself refused was not done; what nobody or something else answered may have been, and is sent again only where twice counts once. */
function mayAsk({ method, repeatable }: Asked, { code, retry, cause }: ScriptyardError): boolean {
  if (!retry) return false;
  if (code !== "unreachable" && code !== "unreadable") return true;
  return method === "GET" || repeatable === true || neverSent(cause);
}

/** Nobody took the connection: what Node says of a server that is just being started. */
function neverSent(cause: unknown): boolean {
  const { code } = ((cause as { cause?: unknown } | undefined)?.cause ?? {}) as { code?: unknown };
  return code === "ECONNREFUSED";
}

function unreachable(base: string, cause: unknown): ScriptyardError {
  const message = `${base} could not be reached: ${reasonOf(cause)}.`;
  return new ScriptyardError("unreachable", message, { retry: true, cause });
}

/** @throws ScriptyardError for an answer that breaks off */
async function textOf(response: Response, base: string): Promise<string> {
  return response.text().catch((cause: unknown) => {
    throw unreachable(base, cause);
  });
}

async function readJson(response: Response, base: string): Promise<unknown> {
  const text = await textOf(response, base);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(response, text, cause);
  }
}

/** RFC 9457, with the server's code; anything else is from something that stands between. */
async function refusalOf(response: Response, base: string): Promise<ScriptyardError> {
  const text = await textOf(response, base);
  let problem: Record<string, unknown>;
  try {
    problem = JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    return unreadable(response, text, cause);
  }
  const { code, detail, retry, requestId, details } = problem ?? {};
  if (!isCode(code) || typeof detail !== "string") return unreadable(response, text);
  return new ScriptyardError(code, detail, {
    status: response.status,
    retry: retry === true,
    retryAfterMs: retryAfterMsOf(response, details),
    requestId: typeof requestId === "string" ? requestId : null,
    details,
  });
}

/** The details say it to the millisecond, the header in whole seconds. */
function retryAfterMsOf(response: Response, details: unknown): number | null {
  const { retryAfterMs } = (details ?? {}) as { retryAfterMs?: unknown };
  if (typeof retryAfterMs === "number" && retryAfterMs >= 0) return retryAfterMs;
  const seconds = response.headers.get("retry-after");
  return seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : null;
}

function unreadable(response: Response, text: string, cause?: unknown): ScriptyardError {
  const { status } = response;
  return new ScriptyardError(
    "unreadable",
    `${response.url} answered ${status} with what is not of a Scriptyard server: ${JSON.stringify(text.slice(0, 120))}. Look at the client's url.`,
    // What stands before a server that is being restarted says so by these.
    { status, retry: status === 502 || status === 503 || status === 504, cause },
  );
}

function isCode(code: unknown): code is ScriptyardErrorCode {
  return (errorCodes as readonly unknown[]).includes(code);
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { message?: string; code?: string } };
  return cause?.code ?? cause?.message ?? message ?? "unknown";
}

/** @throws the signal's reason when it is aborted meanwhile */
export async function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    function stop() {
      clearTimeout(timer);
      reject(signal!.reason);
    }
    signal?.addEventListener("abort", stop, { once: true });
  });
}
