import type { Command } from "commander";
import { createTwoFilesPatch } from "diff";
import type { Env } from "../env.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { pullStep } from "../sync/plan.ts";
import { openSides, type SyncOptions, syncCommand } from "../sync/sync-command.ts";

type Options = SyncOptions & { live?: boolean };

/** `scriptyard diff`: what a push would change. */
export function diff(env: Env): Command {
  return syncCommand("diff", env)
    .description(
      "Show how files differ from a server's drafts, or from what is live. Exit code 1 when they do.",
    )
    .option("--live", "compare with the live versions")
    .action((options: Options) => run(options, env));
}

async function run(options: Options, env: Env): Promise<void> {
  const { both } = await openSides(options, env);
  const differences = both.scripts.flatMap(({ sides, file, remote }) => {
    const there = (options.live ? remote?.live?.source : remote?.source) ?? null;
    const here = file?.source ?? null;
    if (here === there) return [];
    const name = sides.specifier;
    const patch = createTwoFilesPatch(`server/${name}`, file?.path ?? name, there ?? "", here ?? "");
    return [{ script: name, step: options.live ? "differs" : pullStep(sides), patch }];
  });
  if (differences.length > 0) process.exitCode = 1;
  if (options.json) return printJson({ differences });
  for (const { script, step, patch } of differences) {
    print(shown`${paint("bold", script)} ${paint("dim", step)}`);
    printPatch(patch);
  }
  if (differences.length === 0) print(shown`No differences.`);
}

function printPatch(patch: string): void {
  for (const line of patch.split("\n").slice(1)) {
    const colour = line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : null;
    print(colour === null ? shown`${line}` : paint(colour, line));
  }
}
