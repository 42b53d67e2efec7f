/** Booking references of a plain text, however they are written: "BK-204", "bk204", "BK 204". */
export const refsIn = (text: string): string[] => [
  ...(text.match(/(?<![a-z])bk[\s#:.–—-]*\d{2,9}(?!\d)/gi) ?? []).map(
    (ref) => `BK-${ref.replace(/\D/g, "")}`,
  ),
  ...(text.match(/\b(?!BK)[A-Z]{2}-\d{2,6}\b/g) ?? []),
];
