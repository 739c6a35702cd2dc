/** Lines of a value that are long enough to be told from other texts. */
const shortestLine = 16;
const mostParts = 60;
/** How deep JSON is looked at. */
const deepest = 6;

/**
 * The texts that give a secret away: its value, and as scripts and libraries write values on the way out. Of base64 also the
 * middle, which is the same wherever the value stands in what was encoded, as in `user:password`.
 */
export function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = bytes.toString("base64").replace(/=+$/, "");
  const middles = [0, 1, 2].map((before) => {
    const from = (3 - before) % 3;
    const whole = bytes.length - from - ((bytes.length - from) % 3);
    return bytes.subarray(from, from + whole).toString("base64");
  });
  const json = JSON.stringify(value).slice(1, -1);
  const forms = [
    value,
    base64,
    ...middles,
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...percentForms(encodeURIComponent(value)),
    ...percentForms(new URLSearchParams([["", value]]).toString().slice(1)),
    json,
    json.replaceAll("/", "\\/"),
    ...partsOf(value),
  ];
  const urlSafe = forms.slice(1, 5).map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([...forms, ...urlSafe])].filter((form) => form.length >= shortestForm);
}

const shortestForm = 8;

/** Some tools write `%2f`. */
const percentForms = (text: string): string[] => [
  text,
  text.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
];

function partsOf(value: string): string[] {
  const leaves = /^[{[]/.test(value) ? leavesOf(value) : [];
  const lines = [value, ...leaves].flatMap((text) => (text.includes("\n") ? text.split("\n") : []));
  return [
    ...leaves,
    ...lines.map((line) => line.trim()).filter((line) => line.length >= shortestLine),
    ...personIn(value),
  ]
    .filter((part) => part.length >= shortestForm)
    .slice(0, mostParts);
}

/** Keys of cloud services are JSON that holds the real key. */
function leavesOf(text: string): string[] {
  try {
    return textsIn(JSON.parse(text) as unknown, 0);
  } catch {
    return [];
  }
}

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth >= deepest) return [];
  return Object.values(value).flatMap((one: unknown) => textsIn(one, depth + 1));
}

/** User and password of an address such as `postgres://shop:…@db.example`, as they stand there and as they are sent. */
function personIn(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { username, password } = new URL(value);
  return [username, password].flatMap((part) => {
    try {
      return [part, decodeURIComponent(part)];
    } catch {
      return [part];
    }
  });
}
