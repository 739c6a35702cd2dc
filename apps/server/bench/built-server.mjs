// The built server in a process of its own, on a free port, with its data in a folder that its caller removes.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

/** Whoever launches it ends it. `errors`: where its complaints go, as `stdio` says it. */
export function launch({ data, admin, env = {}, errors = "inherit" }) {
  return spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_DATA: data,
      SCRIPTYARD_SCRIPTS: join(data, "scripts"),
      SCRIPTYARD_LOG_LEVEL: "error",
      SCRIPTYARD_ADMIN_EMAIL: admin.email,
      SCRIPTYARD_ADMIN_PASSWORD: admin.password,
      ...env,
    },
    stdio: ["ignore", "pipe", errors],
  });
}

/** Resolves when it takes requests. */
export function addressOf(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const found = /running: (http:\S+)/.exec(output);
      if (found) resolve(found[1]);
    });
    child.once("close", (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
}
