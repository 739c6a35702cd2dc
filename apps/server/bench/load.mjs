// A keep-alive load client over raw sockets: it costs the machine little, so that the figure is the server's.
import { connect } from "node:net";

const { url, token, body, seconds } = JSON.parse(process.argv[2]);
const { hostname, port, pathname, host } = new URL(url);
const connections = 16;
const message = Buffer.from(
  `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);

const latencies = [];
let refused = 0;
const start = performance.now();
const end = start + seconds * 1_000;
await Promise.all(Array.from({ length: connections }, run));
const elapsed = (performance.now() - start) / 1_000;
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.floor(latencies.length * share)] ?? 0;
process.stdout.write(
  JSON.stringify({ perSecond: latencies.length / elapsed, p50Ms: at(0.5), p99Ms: at(0.99), refused }),
);

/** One connection: a request, its whole answer, the next request. */
function run() {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = "";
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      socket.write(message);
    };
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      answer += chunk;
      const head = answer.indexOf("\r\n\r\n");
      if (head === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (answer.length < head + 4 + length) return;
      if (!answer.startsWith("HTTP/1.1 200")) refused++;
      latencies.push(performance.now() - sentAt);
      answer = "";
      if (performance.now() < end) return send();
      socket.end();
      resolve();
    });
  });
}
