import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = (response: ServerResponse) => void;

/** A server that gives the next of these answers to each request, and the last to all that follow. */
export async function answering(...answers: Answer[]) {
  const asked: {
    method: string;
    url: string;
    headers: IncomingMessage["headers"];
    body: string;
    at: number;
  }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      asked.push({ method, url, headers, body, at: performance.now() });
      answers[Math.min(asked.length, answers.length) - 1]!(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };

export const problem = (
  code: string,
  status: number,
  more: { retry?: boolean; details?: unknown } = {},
  headers: Record<string, string> = {},
): Answer =>
  json(
    { code, status, title: code, detail: `It is ${code}.`, retry: false, requestId: "req_1", ...more },
    status,
    headers,
  );

/** The connection breaks off before an answer. */
export const brokenOff: Answer = (response) => void response.socket?.destroy();

/** It breaks off in the middle of one. */
export const brokenOffInside: Answer = (response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
  response.write('{"tools":', () => void response.socket?.destroy());
};

/** No answer comes. */
export const silent: Answer = () => undefined;
