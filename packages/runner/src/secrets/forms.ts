/** Lines of a value, and members of one that is JSON, that are long enough to be told from other texts. */
const shortestPart = 16;
const mostParts = 60;

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
  const forms = [
    value,
    base64,
    ...middles,
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    encodeURIComponent(value),
    new URLSearchParams([["", value]]).toString().slice(1),
    JSON.stringify(value).slice(1, -1),
    ...partsOf(value),
  ];
  const urlSafe = forms.slice(1, 5).map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([...forms, ...urlSafe])].filter((form) => form.length >= shortestForm);
}

const shortestForm = 8;

function partsOf(value: string): string[] {
  const parts = value.includes("\n") ? value.split("\n").map((line) => line.trim()) : [];
  if (value.startsWith("{")) parts.push(...leavesOf(value));
  return parts.filter((part) => part.length >= shortestPart).slice(0, mostParts);
}

/** Keys of cloud services are JSON that holds the real key. */
function leavesOf(text: string): string[] {
  try {
    return Object.values(JSON.parse(text) as object).flatMap((one: unknown) =>
      typeof one === "string" ? [one, ...one.split("\n")] : [],
    );
  } catch {
    return [];
  }
}
