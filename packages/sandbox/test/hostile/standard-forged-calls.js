// expect ok ["TypeError","TypeError","TypeError","TypeError","TypeError"]
// What the standard library sends to the host is the script's to spoil: the host reads it strictly, and says no.
export async function onExecute() {
  const said = [];
  const ask = async (run) => {
    try {
      await run();
      said.push("answered");
    } catch (error) {
      said.push(error.name);
    }
  };
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const format = new Intl.NumberFormat("de");
  const url = new URL("https://a.example");
  const once = (answer) => {
    Object.prototype.toJSON = () => {
      delete Object.prototype.toJSON;
      return answer;
    };
  };
  once(1);
  await ask(() => new URL("https://b.example"));
  once(["sign", [{ name: "HMAC" }, [["data", -1]], { type: "secret", data: 5 }]]);
  await ask(() => crypto.subtle.sign("HMAC", key, new Uint8Array(1)));
  once(["__proto__", []]);
  await ask(() => format.format(1));
  once(["url.set", [["x"], "search", { length: 1e9 }]]);
  await ask(() => (url.search = "a"));
  once(["intl.call", [["Collator", ["de"], { length: 1e9 }], "constructor", [{}]]]);
  await ask(() => format.formatToParts(1));
  return said;
}
