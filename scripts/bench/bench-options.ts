/** What both benches take. */
export const benchOptions = {
  quick: { type: "boolean", says: "half a minute: shows that it works; its figures say little" },
  "no-peers": { type: "boolean", says: "measures Frontdesk alone, and installs nothing" },
  profile: {
    type: "string",
    value: "FOLDER",
    unless: "none",
    says: "writes CPU profiles of Frontdesk there, for Chrome or speedscope",
  },
} as const;

export interface BenchValues {
  quick: boolean;
  "no-peers": boolean;
  profile: string | undefined;
}

export const benchExits = { 0: "measured", 1: "not measured: what is compared with could not be installed" };
