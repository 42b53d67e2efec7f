/** What a place can have, in the words of its listing, and how guests say it. */
export const wishWords: Record<string, string[]> = {
  wifi: ["wifi", "wi-fi", "wlan", "internet"],
  pets: ["pet", "dog", "cat", "animal", "puppy"],
  parking: ["parking", "garage", "car park", "park my car", "park our car", "park the car"],
  garden: ["garden", "yard", "patio"],
  "step-free": ["step-free", "stepfree", "wheelchair", "accessible", "no stairs", "no steps", "barrier-free"],
  kitchen: ["kitchen", "kitchenette", "cook", "cooking"],
  "washing machine": ["washing machine", "washer", "laundry"],
  quiet: ["quiet", "calm", "silent", "peaceful"],
  "sea view": ["sea view", "ocean view", "seaside", "seafront", "by the sea", "view of the sea"],
  crib: ["crib", "cot", "baby bed"],
  workspace: ["workspace", "work space", "desk", "home office", "remote work"],
  "air conditioning": ["air conditioning", "air conditioned", "air con", "aircon", "ac", "a/c"],
  balcony: ["balcony", "balconies"],
};

export const knownWishes: readonly string[] = Object.keys(wishWords);

/** "dog friendly" → "pets". Undefined for what no listing says. */
export function wishIn(text: string): string | undefined {
  const even = ` ${text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}/]+/gu, " ")
    .trim()} `;
  return knownWishes.find((wish) =>
    wishWords[wish]?.some((word) =>
      [" ", "s "].some((end) => even.includes(` ${word.replaceAll("-", " ")}${end}`)),
    ),
  );
}
