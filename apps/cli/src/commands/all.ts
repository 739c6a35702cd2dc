import type { Command } from "commander";
import type { Env } from "../env.ts";
import { backup } from "./backup.ts";
import { bench } from "./bench.ts";
import { completion } from "./completion.ts";
import { diff } from "./diff.ts";
import { doctor } from "./doctor.ts";
import { errors } from "./errors.ts";
import { exec } from "./exec.ts";
import { extract } from "./extract.ts";
import { logs } from "./logs.ts";
import { pull } from "./pull.ts";
import { push } from "./push.ts";
import { resetAdmin } from "./reset-admin.ts";
import { restore } from "./restore.ts";
import { run } from "./run.ts";
import { start } from "./start.ts";
import { test262 } from "./test262.ts";
import { token } from "./token.ts";
import { types } from "./types.ts";
import { validate } from "./validate.ts";
import { watch } from "./watch.ts";

/** Every subcommand, one line each, in the order of the help. */
export const commands: readonly ((env: Env) => Command)[] = [
  start,
  doctor,
  token,
  extract,
  types,
  validate,
  run,
  bench,
  pull,
  diff,
  push,
  watch,
  logs,
  errors,
  backup,
  restore,
  resetAdmin,
  exec,
  test262,
  completion,
];
