import type { IncomingMessage, ServerResponse } from "node:http";
import { isBelow } from "@scriptyard/serving/base-path";

/**
 * A Node request listener, and what Express and connect call a middleware: with `next` it leaves alone what is not below its
 * path. The request's body must not have been read: it stands before whatever parses bodies.
 */
export type Handler = (request: Incoming, response: ServerResponse, next?: (error?: unknown) => void) => void;

/** Express keeps the whole address beside the part that is left of it. */
type Incoming = IncomingMessage & { originalUrl?: string };

export function createHandler(
  basePath: string,
  route: (request: IncomingMessage, response: ServerResponse) => void,
): Handler {
  return (request, response, next) => {
    const url = request.originalUrl ?? request.url ?? "/";
    if (!isBelow(basePath, url)) {
      if (next) return next();
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
      return void response.end(`There is nothing here. Scriptyard is at ${basePath}/.\n`);
    }
    if (request.readableDidRead) {
      const error = new Error(
        "Scriptyard's handler got a request whose body was read before. Mount it before what parses bodies.",
      );
      if (next) return next(error);
      throw error;
    }
    request.url = url;
    route(request, response);
  };
}
