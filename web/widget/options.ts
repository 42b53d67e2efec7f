/** What a site hands to `Frontdesk.mount`. */
export interface WidgetOptions {
  /** Where Frontdesk runs. Left out: where the script came from. */
  baseUrl?: string;
  /** The signed-in guest's token. Called again when a token is refused, once a request. */
  getToken: () => Promise<string> | string;
  /** For the greeting: "Maria". */
  guestName?: string;
  /** The company's name. Left out: what the server says. */
  company?: string;
  /** First questions to choose from. */
  suggestions?: string[];
}

export interface WidgetHandle {
  /** `draft` stands in the composer, for the guest to change and send. */
  open(draft?: string): void;
  close(): void;
  /** Takes the widget off the page. What was said stays with the server. */
  unmount(): void;
}

/** Words that the site put into the composer. A new object is a new draft, also with the same words. */
export interface Draft {
  text: string;
}

export const defaultSuggestions = [
  "How late can I check in?",
  "What would I get back if I cancel?",
  "Show me my bookings",
];
