/** WCAG 2's contrast of two opaque colours, `#rrggbb`. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** What is seen of colours above each other: the last ones may be see-through, `#rrggbbaa`. */
export function laidOver(ground: string, ...above: readonly string[]): string {
  return above.reduce((below, color) => {
    const opacity = color.length === 9 ? Number.parseInt(color.slice(7), 16) / 255 : 1;
    const parts = channels(color).map((channel, at) =>
      Math.round(channel * opacity + channels(below)[at]! * (1 - opacity)),
    );
    return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  }, ground);
}

function channels(hex: string): number[] {
  if (!/^#[0-9a-f]{6}([0-9a-f]{2})?$/.test(hex)) throw new Error(`${hex} is no colour.`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
