const msPerDay = 86_400_000;

/** "14:05", in the reader's time zone. */
export const timeOfDay = (at: string): string =>
  new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** "Today", "Yesterday", "Friday" within a week, then "4 December 2026". */
export function dayName(at: string, now: number): string {
  const date = new Date(at);
  const days = Math.round((startOfDay(now) - startOfDay(date.getTime())) / msPerDay);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days > 1 && days < 7) return date.toLocaleDateString("en-GB", { weekday: "long" });
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** How long something has waited: "just now", "4 min", "2 h 10 min", "3 days". */
export function waitingTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return days === 1 ? "1 day" : `${days} days`;
}

/** What is left of an offer: "9:41", or "23 h 59 min" of a long one. Never below zero. */
export function timeLeft(ms: number): string {
  if (ms >= 3_600_000) return waitingTime(ms);
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function startOfDay(ms: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
