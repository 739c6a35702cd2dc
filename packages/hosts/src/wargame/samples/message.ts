import type { SampleDefinition } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";

/** A sample message; `id` and time are fixed, so that previews repeat. */
export function message(name: string, description: string, topic: string, payload: Json): SampleDefinition {
  const id = "msg_01jtdemo0000000000000000aa";
  return { name, description, args: [{ id, topic, payload, headers: {}, time: "2026-05-04T07:30:00Z" }] };
}

/** A sample request to the battle's address. */
export function request(name: string, description: string, body: Json): SampleDefinition {
  return { name, description, args: [requestOf(body)] };
}

/** A request as the server hands it to a script. */
export function requestOf(body: Json): Json {
  return {
    id: "req_01jtdemo0000000000000000aa",
    method: "POST",
    path: "/battle",
    params: {},
    query: {},
    headers: { "content-type": "application/json" },
    bodyType: body === null ? "none" : typeof body === "string" ? "text" : "json",
    body,
    ip: "192.0.2.7",
    time: "2026-05-04T07:30:00Z",
  };
}

export const attack = { battle: "b-1", attacker: "red-1", target: "blue-1", weapon: "rifle" };
