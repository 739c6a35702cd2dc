import { spawn } from "node:child_process";
import { once } from "node:events";

/** Processes that do nothing but compute, all of them at it when this answers; until `end()`. */
export async function busyNeighbours(count) {
  const neighbours = Array.from({ length: count }, () =>
    spawn(process.execPath, ["-e", 'process.stdout.write("1"); for (;;);'], {
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  await Promise.all(neighbours.map((neighbour) => once(neighbour.stdout, "data")));
  return {
    end() {
      for (const neighbour of neighbours) neighbour.kill("SIGKILL");
    },
  };
}
