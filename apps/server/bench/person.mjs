// Somebody who works in the console, as their browser asks the server.

/** A browser with its cookies. `call` answers or throws; `send` answers status and bytes, whatever they are. */
export function person(url) {
  const cookies = new Map();
  const send = async (path, { method = "POST", body, headers = {} } = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(set);
      cookies.set(name, value);
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const read = ({ text }, path) => {
    const { result, error } = JSON.parse(text);
    if (error) throw new Error(`${path}: ${error.message}`);
    return result.data;
  };
  return {
    send,
    call: async (path, input) => read(await send(`/api/trpc/${path}`, { body: JSON.stringify(input) }), path),
    ask: async (path, input) => read(await send(query(path, input), { method: "GET" }), path),
  };
}

export const query = (path, input) => `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
