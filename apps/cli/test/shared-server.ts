import type { TestProject } from "vitest/node";
import { startServer } from "../src/testing/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on new data, for tests that leave accounts and scripts of others alone; `folder` is its data. */
    server: { url: string; folder: string };
  }
}

/** One server for all test files: starting it takes longer than what most of them do with it. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  provide("server", { url: server.url, folder: server.folder });
  return async () => server[Symbol.asyncDispose]();
}
