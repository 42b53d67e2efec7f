/** "maria.oliveira@example.com" → "m•••@example.com": enough for her to know it by, and nothing to learn it from. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "•••" : `${[...email][0]}•••${email.slice(at)}`;
}
