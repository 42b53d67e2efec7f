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
  open(): void;
  close(): void;
  /** Takes the widget off the page. What was said stays with the server. */
  unmount(): void;
}

export const defaultSuggestions = [
  "How late can I check in?",
  "What would I get back if I cancel?",
  "Show me my bookings",
];
