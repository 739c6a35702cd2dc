/** `Firefox on Linux` from a user agent; its first word, cut, where it is none we know. */
export function browserOf(userAgent: string): string {
  const browser = browsers.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const name = browser ?? userAgent.split(/[\s/]/)[0]?.slice(0, 40) ?? "";
  if (!name) return "Unknown";
  return system ? `${name} on ${system}` : name;
}

// The order matters: Edge calls itself Chrome and Safari too, Chrome calls itself Safari.
const browsers: [string, RegExp][] = [
  ["Edge", /Edg\//],
  ["Opera", /OPR\//],
  ["Firefox", /Firefox\//],
  ["Chrome", /Chrom(?:e|ium)\/|HeadlessChrome\//],
  ["Safari", /Version\/[\d.]+.*Safari\//],
];

const systems: [string, RegExp][] = [
  ["Windows", /Windows/],
  ["iOS", /iPhone|iPad/],
  ["macOS", /Macintosh/],
  ["Android", /Android/],
  ["Linux", /Linux|X11/],
];
