// What JavaScript that got out of the engine would find: host functions run in the thread, beside the engine.
import { fork } from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import * as fs from "node:fs";
import http from "node:http";
import inspector from "node:inspector";
import net from "node:net";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import { Worker, workerData } from "node:worker_threads";

const own = fileURLToPath(import.meta.url);

function attempt(act) {
  try {
    act();
    return "possible";
  } catch (error) {
    return error.code ?? error.name;
  }
}

export const hostCalls = {
  "probe.add": ([outside, descriptor]) => ({
    environment: Object.keys(process.env),
    argv: process.argv.slice(2),
    given: Object.keys(workerData).sort(),
    readOwnCode: attempt(() => fs.readFileSync(own)),
    readElsewhere: attempt(() => fs.readFileSync(outside)),
    listElsewhere: attempt(() => fs.readdirSync("/")),
    write: attempt(() => fs.writeFileSync(`${own}.txt`, "x")),
    startProcess: attempt(() => fork(own)),
    startThread: attempt(() => new Worker("1", { eval: true, execArgv: [] })),
    nativeAddon: attempt(() => process.dlopen({ exports: {} }, "/none.node")),
    internals: attempt(() => process.binding("fs")),
    inspector: attempt(() => inspector.open(0)),
    signal: attempt(() => process.kill(process.pid, 0)),
    // oxlint-disable-next-line typescript/no-implied-eval -- whether it is possible is the question
    codeFromText: attempt(() => new Function("return 1")()),
    tellOwner: attempt(() => process.send("hello")),
    socket: attempt(() => net.connect(9, "127.0.0.1")),
    plainSocket: attempt(() => new net.Socket().connect(9, "127.0.0.1")),
    http: attempt(() => http.get("http://127.0.0.1:9/").on("error", () => undefined)),
    listen: attempt(() => net.createServer().listen(0)),
    datagram: attempt(() => dgram.createSocket("udp4")),
    name: attempt(() => dns.lookup("localhost", () => undefined)),
    v8Flags: attempt(() => v8.setFlagsFromString("--allow-natives-syntax")),
    standardInput: process.stdin.isTTY === true || process.stdin.readableLength > 0,
    fetch: typeof fetch,
    readOpenFile: attempt(() => fs.readSync(descriptor, Buffer.alloc(8), 0, 8, 0)),
    // Another door to the same module.
    readAgain: attempt(() => process.getBuiltinModule("node:fs").readFileSync(own)),
  }),
};
