import { Worker } from "node:worker_threads";
import { Fault } from "@scriptyard/model";
import { moveBounds } from "./bounds.ts";
import type { ZipFiles, ZipJob, ZipReply } from "./zip-protocol.ts";

/**
 * Texts as one zip; the same texts give the same bytes.
 *
 * @throws Fault `too_large` where no import would take it
 */
export async function packFiles(files: ZipFiles): Promise<Uint8Array> {
  let bytes = 0;
  for (const [path, text] of files) {
    const length = Buffer.byteLength(text);
    bytes += length;
    if (length > moveBounds.fileBytes)
      throw new Fault(
        "too_large",
        `${path} has more than ${moveBounds.fileBytes / 1e6} MB. Make it smaller.`,
      );
  }
  if (files.length > moveBounds.files || bytes > moveBounds.bytes) throw tooMuch();
  const { packed } = await run({ do: "pack", files });
  if (packed.length > moveBounds.packedBytes) throw tooMuch();
  return packed;
}

/**
 * The texts of a zip, in its order. Reading it is bounded in time and size, and done in a thread of its own.
 *
 * @throws Fault `bad_request` or `too_large` naming the file and the remedy
 */
export async function unpackFiles(bytes: Uint8Array): Promise<Map<string, string>> {
  if (bytes.length > moveBounds.packedBytes)
    throw new Fault(
      "too_large",
      `The archive has more than ${moveBounds.packedBytes / 1e6} MB. Move fewer scripts at once.`,
    );
  const { files } = await run({ do: "unpack", bytes });
  return new Map(files);
}

const tooMuch = () =>
  new Fault(
    "too_large",
    `That is more than one archive may hold (${moveBounds.files} files, ${moveBounds.bytes / 1e6} MB, ${moveBounds.packedBytes / 1e6} MB packed). Export a part of it.`,
  );

/** In sources: what was built, since a thread cannot be started from a text. */
const built = new URL(
  import.meta.url.endsWith(".ts") ? "../../../dist/realms/moving/zip-worker.js" : "./zip-worker.js",
  import.meta.url,
);

async function run(job: ZipJob): Promise<{ files: ZipFiles; packed: Uint8Array }> {
  const worker = new Worker(built, {
    name: "scriptyard-zip",
    workerData: job,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
  });
  const files: ZipFiles = [];
  let deadline: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      deadline = setTimeout(
        () => reject(new Fault("busy", "The archive took too long. Try again, with fewer files.")),
        moveBounds.readMs,
      );
      worker.on("message", (reply: ZipReply) => {
        if ("files" in reply) files.push(...reply.files);
        else if ("packed" in reply) resolve({ files, packed: reply.packed });
        else if ("done" in reply) resolve({ files, packed: new Uint8Array() });
        else reject(new Fault(reply.tooLarge ? "too_large" : "bad_request", reply.refused));
      });
      worker.on("error", (cause) =>
        reject(
          (cause as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY"
            ? new Fault("too_large", "The archive needs too much memory. Move fewer files at once.", {
                cause,
              })
            : cause,
        ),
      );
      worker.on("exit", (code) =>
        reject(new Error(`the thread that reads archives ended with code ${code}`)),
      );
    });
  } finally {
    clearTimeout(deadline);
    await worker.terminate();
  }
}
