import { type HttpCall, isObject, type Json, readSecretWord } from "@scriptyard/model";

/**
 * A call as a guest said it, which may be anything: `fetch` makes it in the guest, where a script may change what JSON is
 * written. An object with a `length` where a text belongs would be taken for so many bytes.
 *
 * @throws TypeError naming what is something else
 */
export function givenCall(given: Json): HttpCall {
  if (!isObject(given)) throw new TypeError("the call is no object");
  const { url, method, headers, body, redirect } = given;
  if (typeof url !== "string") throw new TypeError("the address is no text");
  if (typeof method !== "string") throw new TypeError("the method is no text");
  if (!isObject(headers)) throw new TypeError("the headers are no object");
  for (const [name, value] of Object.entries(headers))
    if (typeof value !== "string" && readSecretWord(value) === null)
      throw new TypeError(`the header ${name.slice(0, 60)} is no text`);
  if (redirect !== undefined && redirect !== "follow" && redirect !== "manual" && redirect !== "error")
    throw new TypeError("redirect is one of follow, manual and error");
  return {
    url,
    method,
    headers: headers as HttpCall["headers"],
    ...(body !== undefined && { body: givenBody(body) }),
    ...(redirect !== undefined && { redirect }),
  };
}

function givenBody(body: Json): NonNullable<HttpCall["body"]> {
  if (isObject(body) && Object.keys(body).length === 1) {
    if (typeof body.text === "string") return { text: body.text };
    if (typeof body.base64 === "string") return { base64: body.base64 };
    const secret = readSecretWord(body.secret);
    if (secret !== null) return { secret };
  }
  throw new TypeError("the body is a text, bytes or a secret");
}
