import type { LookupAddress } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

/** One request to one address, with everything put in. */
export type Outgoing = {
  url: URL;
  method: string;
  headers: { [name: string]: string };
  body: Uint8Array | null;
  /** Where its host is: nobody is asked again. */
  addresses: readonly LookupAddress[];
  /** Bytes of a body that are read. */
  mostBytes: number;
  signal: AbortSignal;
};

export type Incoming = {
  status: number;
  statusText: string;
  /** By name in lower case; of several values joined by a comma, of cookies by a new line. */
  headers: { [name: string]: string };
  body: Buffer;
};

/** A body that has more bytes than are read. */
export class TooLarge extends Error {}

/**
 * Sends a request over a connection of its own and reads the answer, no further than it may be. Redirects are answers.
 *
 * @throws TooLarge; Error as `node:http` for what goes wrong on the way, or when `signal` aborts
 */
export async function send(out: Outgoing): Promise<Incoming> {
  const { headers, ...answer } = await exchange(out);
  const body = await unpacked(answer.body, headers["content-encoding"] ?? "", out.mostBytes);
  return { ...answer, headers, body };
}

function exchange({ url, method, headers, body, addresses, mostBytes, signal }: Outgoing): Promise<Incoming> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method,
      headers: { ...headers, ...(body && { "content-length": String(body.length) }) },
      signal,
      // A connection that is kept could be one to an address that was right for another call.
      agent: false,
      lookup: (_hostname, { all }, done) =>
        all ? done(null, [...addresses]) : done(null, addresses[0]!.address, addresses[0]!.family),
    });
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBytes) outgoing.destroy(new TooLarge());
        else chunks.push(chunk);
      });
      incoming.on("error", reject);
      incoming.on("aborted", () => reject(new Error("The answer broke off.")));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          statusText: incoming.statusMessage ?? "",
          headers: joined(incoming.headers),
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.end(body ?? undefined);
  });
}

function joined(headers: { [name: string]: string | string[] | undefined }): Incoming["headers"] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === "__proto__"
        ? []
        : [[name, Array.isArray(value) ? value.join(name === "set-cookie" ? "\n" : ", ") : value]],
    ),
  );
}

const unpackers: { readonly [encoding: string]: (bytes: Buffer, most: number) => Promise<Buffer> } = {
  gzip: (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  "x-gzip": (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
  deflate: (bytes, maxOutputLength) => promisify(inflate)(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => promisify(brotliDecompress)(bytes, { maxOutputLength }),
};

async function unpacked(body: Buffer, encoding: string, mostBytes: number): Promise<Buffer> {
  const unpack = Object.hasOwn(unpackers, encoding) ? unpackers[encoding] : undefined;
  if (unpack === undefined || body.length === 0) return body;
  try {
    return await unpack(body, mostBytes);
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw new TooLarge();
    throw error;
  }
}
