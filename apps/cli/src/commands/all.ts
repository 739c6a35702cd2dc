import type { Command } from "commander";
import type { Env } from "../env.ts";
import { bench } from "./bench.ts";
import { exec } from "./exec.ts";
import { extract } from "./extract.ts";
import { run } from "./run.ts";
import { token } from "./token.ts";
import { types } from "./types.ts";
import { validate } from "./validate.ts";

/** Every subcommand, one line each. */
export const commands: readonly ((env: Env) => Command)[] = [
  run,
  validate,
  types,
  extract,
  bench,
  exec,
  token,
];
