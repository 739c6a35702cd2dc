import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import v8 from "node:v8";
import workerThreads from "node:worker_threads";

/**
 * Takes files, open descriptors, the network and new threads from JavaScript in this thread, once everything is loaded:
 * Node's permissions know nothing of sockets before version 25, nor of descriptors that are open already. http, tls and
 * fetch stand on `net` and go with it. A seat belt: it holds against a host function that hands out too much, not
 * against native code.
 */
export function disarmModules(): void {
  disarm(fs);
  disarm(fs.promises);
  disarm(childProcess);
  disarm(dns);
  disarm(dns.promises);
  disarm(net, ["Socket", "Server", "Stream", "isIP", "isIPv4", "isIPv6"]);
  disarm(net.Socket.prototype, keepAllBut(net.Socket.prototype, ["connect"]));
  disarm(net.Server.prototype, keepAllBut(net.Server.prototype, ["listen"]));
  disarm(dgram);
  disarm(dgram.Socket.prototype, keepAllBut(dgram.Socket.prototype, ["bind", "connect", "send", "sendto"]));
  disarm(v8, keepAllBut(v8, ["setFlagsFromString", "writeHeapSnapshot", "setHeapSnapshotNearHeapLimit"]));
  disarm(workerThreads, keepAllBut(workerThreads, ["Worker"]));
  syncBuiltinESMExports();
  for (const name of ["fetch", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);
}

function disarm(holder: object, kept: readonly string[] = []): void {
  for (const name of Object.getOwnPropertyNames(holder)) {
    if (kept.includes(name) || name === "constructor") continue;
    const found = Object.getOwnPropertyDescriptor(holder, name)!;
    if (!found.configurable || typeof found.value !== "function") continue;
    Object.defineProperty(holder, name, { ...found, value: refuse, writable: false, configurable: false });
  }
}

const keepAllBut = (holder: object, gone: readonly string[]) =>
  Object.getOwnPropertyNames(holder).filter((name) => !gone.includes(name));

function refuse(): never {
  throw new RefusedHere("An engine's thread has no files, no network and no processes.");
}

class RefusedHere extends Error {
  readonly code = "SCRIPTYARD_REFUSED";
}
