import { useEffect, useState } from "preact/hooks";

/** What stands behind `#` in the address: the id of the open escalation, another page (places.ts), or nothing. Links to it can be shared. */
export function useHash(): [string, (id: string) => void] {
  const [hash, setHash] = useState(read);
  useEffect(() => {
    const onChange = () => setHash(read());
    addEventListener("hashchange", onChange);
    return () => removeEventListener("hashchange", onChange);
  }, []);
  return [hash, (id) => (location.hash = id)];
}

const read = (): string => decodeURIComponent(location.hash.slice(1));
