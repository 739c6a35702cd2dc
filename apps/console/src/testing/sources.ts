import type { Outputs } from "../app/trpc.ts";

export type Folder = Outputs["registry"]["folder"];
type Sources = Outputs["registry"]["script"];
type Status = Outputs["registry"]["scripts"]["scripts"][number];

/** A script of `login` whose version 3 is live and that never ran, but for what a test is about. */
export const aStatus = (name: string, change: Partial<Status> = {}): Status => ({
  scriptId: `scr_${name}`,
  module: "login",
  name,
  language: "typescript",
  hook: "onExecute",
  layer: "version",
  version: 3,
  path: null,
  problem: null,
  sha256: "3f9a2c1b77",
  compileUs: 800,
  runs: 0,
  errors: 0,
  successRate: null,
  p50Us: null,
  p95Us: null,
  p99Us: null,
  lastError: null,
  lastRunAt: null,
  ...change,
});

export const someSources = (name: string, layers: Sources["layers"], active: Sources["active"]): Sources => ({
  scriptId: `scr_${name}`,
  module: "login",
  name,
  hook: "onExecute",
  active,
  liveText: null,
  compileUs: null,
  folder: "./scripts",
  layers,
});

/** A folder that is watched and has files. */
export const aFolder = (change: Partial<Folder> = {}): Folder => ({
  folder: "./scripts",
  watching: "events",
  hasFiles: true,
  unused: [],
  moreUnused: 0,
  example: null,
  ...change,
});
